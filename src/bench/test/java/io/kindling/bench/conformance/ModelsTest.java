package io.kindling.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Old versions of operators, shape arithmetic of exporters, and networks of PyTorch. */
class ModelsTest {
  @ParameterizedTest
  @ValueSource(strings = {"reference", "onednn"})
  void everyModel_agreesWithOnnxruntime(String backend) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String[] arguments = {"test/resources/models", "--backend", backend};
    int status =
        ConformanceRun.of(
            arguments, new PrintStream(out, true, StandardCharsets.UTF_8), System.err);

    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("failed 0, unsupported 0").doesNotContain("passed 0");
    assertThat(status).isZero();
  }
}
