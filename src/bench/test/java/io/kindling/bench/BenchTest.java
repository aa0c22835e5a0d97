package io.kindling.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.backend.Precision;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  /** A benchmark that has its rows already. */
  private record Fixed(String name, List<Row> rows) implements Benchmark {
    @Override
    public String summary() {
      return "what is known";
    }

    @Override
    public List<String> parts() {
      return List.of("a", "b");
    }

    @Override
    public List<Row> run(Options options, PrintStream printed) {
      return rows.stream().filter(row -> options.parts().contains(row.unit())).toList();
    }
  }

  private int run(List<Row> rows, String... args) {
    return Bench.run(
        List.of(new Fixed("fixed", rows)),
        args,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static OptionalDouble some(double value) {
    return OptionalDouble.of(value);
  }

  @Test
  void withoutNameItListsTheBenchmarks() {
    assertThat(run(List.of())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("fixed      what is known");
  }

  @Test
  void everyBenchmarkHasItsOwnNameAndOneLine() {
    assertThat(Benchmarks.all()).extracting(Benchmark::name).doesNotHaveDuplicates();
    assertThat(Benchmarks.all()).allSatisfy(b -> assertThat(b.summary()).doesNotContain("\n"));
  }

  @Test
  void unknownArgumentsPrintOneLineAndTheUsage() {
    for (String[] args : new String[][] {{"other"}, {"fixed", "c"}, {"fixed", "--slow"}}) {
      err.reset();
      assertThat(run(List.of(), args)).isEqualTo(2);
      List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
      assertThat(lines.get(0)).startsWith("bench: unknown ").contains(args[args.length - 1]);
      assertThat(lines.get(1)).startsWith("usage: bin/bench");
    }
    assertThat(out.size()).isZero();
  }

  @Test
  void printsATable() {
    Row good = new Row("one", some(3000), some(1500), some(1.5), "a", "the peer");
    Row open = new Row("second", some(12.345), NONE, NONE, "b", "no peer");
    assertThat(run(List.of(good, open), "fixed")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """

            name     ours   peer  ratio  required  ok   unit  note
            one     3,000  1,500   2.00      1.50  yes  a     the peer
            second  12.35      -      -         -  -    b     no peer
            """);
  }

  @Test
  void aRowBelowWhatItRequiresFails() {
    Row bad = new Row("one", some(3000), some(1500), some(2.01), "a", "");
    assertThat(run(List.of(bad), "fixed")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("  2.01  NO ");
    assertThat(run(List.of(bad), "fixed", "b")).isZero();
  }

  @Test
  void whereLessIsBetterARowAboveWhatItRequiresFails() {
    Row good = new Row("one", some(8), some(10), some(0.8), Goal.AT_MOST, "a", "");
    assertThat(run(List.of(good), "fixed")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("  <=0.80  yes ");
    Row bad = new Row("one", some(8.1), some(10), some(0.8), Goal.AT_MOST, "a", "");
    assertThat(run(List.of(bad), "fixed")).isEqualTo(1);
    Row nothing = new Row("one", some(8), some(0), some(0.8), Goal.AT_MOST, "a", "");
    assertThat(nothing.failed()).isTrue();
  }

  /** A benchmark whose row tells how it was run. */
  private record Told(String name, boolean holdsOnOneThread) implements Benchmark {
    @Override
    public String summary() {
      return "";
    }

    @Override
    public List<String> parts() {
      return List.of("a", "b");
    }

    @Override
    public List<String> required(Precision precision) {
      return precision == Precision.FLOAT32 ? parts() : List.of("b");
    }

    @Override
    public List<Row> run(Options options, PrintStream printed) {
      String how = options.precision().text() + " " + options.parts();
      return List.of(new Row(name, some(options.threads()), NONE, NONE, how, ""));
    }
  }

  @Test
  void allRunsEveryBenchmarkInBothPrecisionsAndOnOneThreadWhereItMatters() {
    Benchmark all = new AllBenchmark(List.of(new Told("any", false), new Told("each", true)));
    Options options = Options.parse(List.of("--threads", "3"), all.parts());
    assertThat(all.run(options, System.out))
        .containsExactly(
            new Row("any", some(3), NONE, NONE, "float32 [a, b]", ""),
            new Row("any", some(3), NONE, NONE, "bfloat16 [b]", ""),
            new Row("each", some(3), NONE, NONE, "float32 [a, b]", ""),
            new Row("each", some(3), NONE, NONE, "bfloat16 [b]", ""),
            new Row("each, 1 thread", some(1), NONE, NONE, "float32 [a, b]", ""),
            new Row("each, 1 thread", some(1), NONE, NONE, "bfloat16 [b]", ""));
    assertThat(all.run(Options.parse(List.of("any"), all.parts()), System.out)).hasSize(2);
  }

  @Test
  void everyRowOfTheTableIsInAll() {
    assertThat(Benchmarks.all())
        .filteredOn(one -> !one.required(Precision.BFLOAT16).isEmpty())
        .extracting(one -> one.name() + one.required(Precision.BFLOAT16))
        .containsExactly("train[vgg, resnet18]", "score[vgg]");
    assertThat(Benchmarks.all())
        .filteredOn(one -> !one.holdsOnOneThread())
        .extracting(Benchmark::name)
        .containsExactly("perceptron", "update");
  }

  @Test
  void whatIsSkippedIsNeitherInOrderNorNot() {
    Row skipped = Row.skipped("one", some(0.1), "a", "no data");
    assertThat(run(List.of(skipped), "fixed")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("one      -     -      -      0.10  -");
  }

  @Test
  void oursMissingFailsAndThePeerMissingDoesNot() {
    assertThat(run(List.of(new Row("one", NONE, some(1), NONE, "a", "")), "fixed")).isEqualTo(1);
    Row alone = new Row("one", some(1), NONE, some(2), "a", "");
    assertThat(alone.ok()).isEmpty();
    assertThat(run(List.of(alone), "fixed")).isZero();
  }

  @Test
  void writesTheSameRowsAsJson() throws Exception {
    Path file = folder.resolve("rows.json");
    Row good = new Row("one", some(3000), some(1500), some(1.5), "a", "the \"peer\"");
    Row open = new Row("second", some(12.345), NONE, NONE, "b", "no peer");
    assertThat(run(List.of(good, open), "fixed", "--json", file.toString())).isZero();
    JsonNode rows = new ObjectMapper().readTree(file.toFile());
    assertThat(rows)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    [{"name": "one", "ours": 3000.0, "peer": 1500.0, "ratio": 2.0, "required": 1.5,
                      "goal": "at least", "ok": true, "unit": "a", "note": "the \\"peer\\""},
                     {"name": "second", "ours": 12.345, "peer": null, "ratio": null,
                      "required": null, "goal": "at least",
                      "ok": null, "unit": "b", "note": "no peer"}]"""));
  }
}
