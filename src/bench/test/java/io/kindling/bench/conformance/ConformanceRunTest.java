package io.kindling.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.layers.format.onnx.OnnxTensor;
import io.kindling.layers.format.onnx.OnnxWriter;
import io.kindling.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceRunTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path folder;

  private int run(String... arguments) {
    return ConformanceRun.of(
        arguments,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String[] lines() {
    return out.toString(StandardCharsets.UTF_8).split("\n");
  }

  /** A case of y = relu(x) for x = [-1, 2] that wants these numbers. */
  private Path relu(String name, float... wanted) throws IOException {
    GraphBuilder builder = GraphBuilder.named(name);
    Value x = builder.input("x", Type.float32(2));
    builder.output("y", builder.relu(x));
    Path data = Files.createDirectories(folder.resolve("below/" + name + "/test_data_set_0"));
    Files.write(
        data.resolveSibling("model.onnx"), OnnxWriter.plain().write(builder.build(), Map.of()));
    Files.write(data.resolve("input_0.pb"), new OnnxTensor("x", Tensor.of(-1, 2)).toBytes());
    Files.write(data.resolve("output_0.pb"), new OnnxTensor("y", Tensor.of(wanted)).toBytes());
    return data.resolveSibling("model.onnx");
  }

  @Test
  void everyCaseHasALine_andTheLastLineCounts() throws IOException {
    relu("good", 0, 2);
    Path strange = relu("strange", 0, 2);
    String text = Files.readString(strange, StandardCharsets.ISO_8859_1);
    Files.writeString(
        strange, text.replace("\u0004Relu", "\u0004Rule"), StandardCharsets.ISO_8859_1);

    assertThat(run(folder.toString())).isZero();
    assertThat(lines())
        .hasSize(3)
        .startsWith("passed good")
        .endsWith("passed 1, failed 0, unsupported 1");
    assertThat(lines()[1])
        .startsWith("unsupported strange: Rule \"")
        .contains("expected an operator that Kindling has, got Rule of opset 7");
  }

  @Test
  void aDifference_failsWithShapePlaceAndBothValues() throws IOException {
    relu("wrong", 0, 2.1f);

    assertThat(run(folder.toString(), "--backend", "reference")).isEqualTo(1);
    assertThat(lines())
        .containsExactly(
            "failed wrong: output y [2] at [1]: expected " + (double) 2.1f + ", got 2.0",
            "passed 0, failed 1, unsupported 0");
  }

  @Test
  void aNumberWhereNaNIsWanted_fails() throws IOException {
    relu("nan", Float.NaN, 2);

    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(lines()[0]).isEqualTo("failed nan: output y [2] at [0]: expected NaN, got 0.0");
  }

  @Test
  void anotherShape_fails() throws IOException {
    relu("longer", 0, 2, 0);

    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(lines()[0])
        .isEqualTo("failed longer: output y: expected FLOAT32 [3], got FLOAT32 [2]");
  }

  @Test
  void aDamagedModel_fails() throws IOException {
    Path model = relu("damaged", 0, 2);
    Files.write(model, Arrays.copyOf(Files.readAllBytes(model), 20));

    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(lines()[0]).startsWith("failed damaged: ").contains("cut short or damaged");
  }

  @Test
  void missingData_fails() throws IOException {
    Path model = relu("missing", 0, 2);
    Files.delete(model.resolveSibling("test_data_set_0/input_0.pb"));

    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(lines()[0]).isEqualTo("failed missing: expected data for x, got no input_0.pb");
  }

  @Test
  void badArguments_exitWithTwoAndTheUsage() throws IOException {
    relu("good", 0, 2);
    String[][] bad = {
      {},
      {folder.resolve("nowhere").toString()},
      {Files.createDirectory(folder.resolve("empty")).toString()},
      {folder.toString(), "--backend"},
      {folder.toString(), "--backend", "abacus"},
      {folder.toString(), "--fast"},
      {folder.toString(), folder.toString()}
    };
    for (String[] arguments : bad) {
      err.reset();
      assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
      assertThat(err.toString(StandardCharsets.UTF_8).split("\n"))
          .hasSize(2)
          .endsWith("usage: bin/conformance FOLDER [--backend reference|onednn]");
    }
  }
}
