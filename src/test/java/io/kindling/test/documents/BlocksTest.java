package io.kindling.test.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.test.documents.Document.Block;
import io.kindling.test.support.Distribution;
import io.kindling.test.support.OneJar;
import io.kindling.test.support.OtherJvm;
import io.kindling.test.support.OtherJvm.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every block of code in every document is run, or says why not: {@code <!-- runs -->} or {@code
 * <!-- not run: the reason -->} stands before it. The blocks of Scala of one document are pasted
 * into one session of spark-shell, those of Python one script for spark-submit; a block of Java is
 * a program, a block of bash a script in a folder of its own. {@link ReadmeTest} looks after the
 * README's Java.
 */
final class BlocksTest {
  private static final String RUNS = "runs";
  private static final String NOT_RUN = "not run: ";
  private static final String README = "README.md";

  /** Its blocks are run by the tests of the Python package. */
  private static final String PYTHON_PAGE = "python.md";

  /** What is no code: output, data. */
  private static final Set<String> NO_CODE = Set.of("", "text", "json", "properties");

  private static final Pattern SHELL_FAILURE =
      Pattern.compile(
          "(?m)^(.*\\d+: error: .*|\\s*(error|Exception).*|[\\w.]+(Exception|Error): .*)$");

  @TempDir Path folder;

  static List<String> documents() throws IOException {
    List<String> names = new ArrayList<>(List.of(README, "CONTRIBUTING.md"));
    for (String parent : List.of("docs", "notebooks")) {
      try (Stream<Path> files = Files.list(Document.root().resolve(parent))) {
        files
            .filter(file -> file.toString().endsWith(".md") && !file.endsWith(PYTHON_PAGE))
            .sorted()
            .forEach(file -> names.add(parent + "/" + file.getFileName()));
      }
    }
    return names;
  }

  private static List<Block> running(String document, String language) {
    return Document.of(document).blocks().stream()
        .filter(block -> block.language().equals(language) && block.kind().startsWith(RUNS))
        .toList();
  }

  static List<String> withScala() throws IOException {
    return documents().stream().filter(name -> !running(name, "scala").isEmpty()).toList();
  }

  static List<String> withPython() throws IOException {
    return documents().stream().filter(name -> !running(name, "python").isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyBlock_runsOrSaysWhyNot(String name) {
    for (Block block : Document.of(name).blocks()) {
      if (NO_CODE.contains(block.language())) {
        continue;
      }
      String kind = block.kind();
      boolean shown = kind.startsWith("file ") || kind.startsWith("part of ");
      boolean excused = kind.startsWith(NOT_RUN) && kind.length() > NOT_RUN.length() + 10;
      boolean runs =
          kind.equals(RUNS) && Set.of("java", "scala", "python", "bash").contains(block.language());
      assertThat(runs || excused || (shown && name.equals(README)))
          .as("%s, line %d: ```%s with \"%s\"", name, block.line(), block.language(), kind)
          .isTrue();
    }
  }

  @Test
  void java_runs() throws Exception {
    for (String name : documents()) {
      for (Block block : name.equals(README) ? List.<Block>of() : running(name, "java")) {
        Path classes = Files.createTempDirectory(folder, "classes");
        Sources.compile(List.of(block.code()), classes);
        Outcome outcome = OtherJvm.run(Sources.name(block.code()), List.of(classes), 240);
        assertThat(outcome.status())
            .as("%s, line %d: %s%s", name, block.line(), outcome.output(), outcome.errors())
            .isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("withScala")
  void scala_runsInTheShell(String name) throws Exception {
    Distribution spark = Distribution.find(Distribution.PINNED);
    List<Block> blocks = running(name, "scala");
    StringBuilder script = new StringBuilder();
    for (Block block : blocks) {
      Path code = Files.writeString(folder.resolve(block.line() + ".scala"), block.code());
      script.append(":paste ").append(code).append("\nprintln(\"done ");
      script.append(block.line()).append("\")\n");
    }
    Path file = Files.writeString(folder.resolve("blocks.scala"), script + "System.exit(0)\n");

    Outcome outcome =
        spark.run(
            "spark-shell",
            folder,
            Optional.empty(),
            280,
            List.of("--jars", OneJar.path().toString(), "-I", file.toString()));

    String words = "%s: %s%s".formatted(name, outcome.output(), outcome.errors());
    for (Block block : blocks) {
      assertThat(outcome.output().contains("done " + block.line())).as(words).isTrue();
    }
    assertThat(SHELL_FAILURE.matcher(outcome.output()).find()).as(words).isFalse();
  }

  @ParameterizedTest
  @MethodSource("withPython")
  void python_runsBySubmit(String name) throws Exception {
    Distribution spark = Distribution.find(Distribution.PINNED);
    Path sources = Document.root().resolve("ml-api/src/main/python");
    assumeTrue(Files.isDirectory(sources), "no " + sources);
    StringBuilder script = new StringBuilder();
    running(name, "python").forEach(block -> script.append(block.code()).append('\n'));
    Path file = Files.writeString(folder.resolve("blocks.py"), script);

    Outcome outcome =
        spark.run(
            List.of(
                "env",
                "PYTHONPATH=" + sources,
                spark.home().resolve("bin/spark-submit").toString(),
                "--master",
                "local[2]",
                "--conf",
                "spark.ui.enabled=false",
                "--jars",
                OneJar.path().toString(),
                file.toString()),
            folder,
            Optional.empty(),
            280);

    assertThat(outcome.status()).as("%s: %s%s", name, outcome.output(), outcome.errors()).isZero();
  }

  @Test
  void bash_runs() throws Exception {
    for (String name : documents()) {
      for (Block block : running(name, "bash")) {
        Path file = Files.writeString(folder.resolve("block.sh"), block.code());
        Process process =
            new ProcessBuilder("bash", "-euo", "pipefail", file.toString())
                .directory(Document.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("block.out").toFile())
                .start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0)
            .as(
                "%s, line %d: %s",
                name, block.line(), Files.readString(folder.resolve("block.out")))
            .isTrue();
      }
    }
  }
}
