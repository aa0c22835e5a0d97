package io.kindling.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.OnnxModel;
import io.kindling.layers.format.onnx.OnnxReader;
import io.kindling.layers.format.onnx.OnnxWriter;
import io.kindling.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read and written again means the same, to us and to onnxruntime. */
class RewrittenModelsTest {
  /** How many cases of the archive onnxruntime confirms; it lacks kernels of some types. */
  private static final int CONFIRMED = 717;

  private final List<String> differences = new ArrayList<>();
  private int read;
  private int confirmed;
  @TempDir Path folder;

  @Test
  void modelsOfThisFolder_meanTheSameInOnnxruntime() throws Exception {
    check(ConformanceRun.cases("test/resources/models"));

    assertThat(differences).isEmpty();
    assertThat(confirmed).isEqualTo(read).isGreaterThan(40);
  }

  @Test
  void casesOfTheStandard_meanTheSameInOnnxruntime() throws Exception {
    Optional<Path> archive = SharedArchive.find();
    assumeTrue(archive.isPresent(), "the archive of ONNX's backend tests is not here");
    SharedArchive.unpack(archive.get(), folder);
    check(ConformanceRun.cases(folder.toString()));

    assertThat(differences).isEmpty();
    assertThat(confirmed).isGreaterThanOrEqualTo(CONFIRMED);
  }

  private void check(List<Path> cases) throws IOException, OrtException {
    for (Path each : cases) {
      CaseData data;
      try {
        data = CaseData.read(each, each.resolve("test_data_set_0"));
      } catch (ModelFormatException unsupported) {
        // The conformance test judges these; here only what can be read is of interest.
        assertThat(unsupported.problems()).isNotEmpty();
        continue;
      }
      read++;
      check(String.valueOf(each.getFileName()), data);
    }
  }

  private void check(String name, CaseData data) throws OrtException {
    OnnxModel model = data.model();
    byte[] written = OnnxWriter.plain().write(model.graph(), model.weights());
    OnnxModel again = OnnxReader.defaults().read(name, written);
    if (again.opset() > model.opset()) {
      differences.add(name + ": opset " + again.opset() + " after " + model.opset());
    }
    byte[] twice = OnnxWriter.plain().write(again.graph(), again.weights());
    if (!Arrays.equals(written, twice)) {
      differences.add(name + ": written twice gives other bytes");
    }
    compare(name + " in Kindling", data, run(again, data));
    Optional<Map<String, Tensor>> others = Onnxruntime.run(written, data.feeds());
    others.ifPresent(
        results -> {
          confirmed++;
          compare(name + " in onnxruntime", data, results);
        });
  }

  private void compare(String name, CaseData data, Map<String, Tensor> results) {
    data.wanted()
        .forEach(
            (output, wanted) ->
                Comparison.difference(output, wanted, results.get(output))
                    .ifPresent(difference -> differences.add(name + ": " + difference)));
  }

  private static Map<String, Tensor> run(OnnxModel model, CaseData data) {
    Map<String, Tensor> bindings = new HashMap<>(model.weights());
    bindings.putAll(data.feeds());
    CompileOptions options = CompileOptions.of(data.batch()).bindings(bindings);
    Map<String, Tensor> results = new HashMap<>();
    try (ReferenceBackend backend = new ReferenceBackend();
        Plan plan = backend.compile(model.graph(), options)) {
      plan.run();
      data.wanted().keySet().forEach(name -> results.put(name, plan.tensor(name).copy()));
    }
    return results;
  }
}
