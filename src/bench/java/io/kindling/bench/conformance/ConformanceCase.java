package io.kindling.bench.conformance;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.tensor.Tensor;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One folder with {@code model.onnx} and {@code test_data_set_N/{input,output}_K.pb}.
 *
 * <p>Inputs are fed; those that decide shapes, which the network must know before it runs, are
 * bound while reading. The reader's rules alone say that a case is unsupported.
 */
record ConformanceCase(Path folder, Backend backend) {
  private static final Set<FormatProblem.Kind> RULES =
      Set.of(
          FormatProblem.Kind.OPERATOR,
          FormatProblem.Kind.VERSION,
          FormatProblem.Kind.ELEMENT_TYPE,
          FormatProblem.Kind.DIMENSION,
          FormatProblem.Kind.NOT_CONSTANT,
          FormatProblem.Kind.RANDOM);

  /** Runs all data sets of the case. */
  @SuppressWarnings("CatchingUnchecked") // Whatever breaks a case is its outcome, with its reason.
  Outcome run() {
    try {
      List<Path> sets = CaseData.sets(folder);
      if (sets.isEmpty()) {
        return Outcome.failed("expected test_data_set_0, got no data");
      }
      for (Path set : sets) {
        Outcome outcome = run(set);
        if (outcome.status() != Outcome.Status.PASSED) {
          return outcome;
        }
      }
      return Outcome.passed();
    } catch (ModelFormatException e) {
      return judge(e);
    } catch (NoSuchFileException e) {
      return Outcome.failed(String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return Outcome.failed(e.toString());
    }
  }

  private static Outcome judge(ModelFormatException e) {
    Optional<FormatProblem> rule =
        e.problems().stream().filter(p -> RULES.contains(p.kind())).findFirst();
    return rule.isPresent()
        ? Outcome.unsupported(rule.get().toString())
        : Outcome.failed(String.valueOf(e.getMessage()));
  }

  private Outcome run(Path set) throws IOException {
    CaseData data = CaseData.read(folder, set);
    Map<String, Tensor> bindings = new HashMap<>(data.model().weights());
    bindings.putAll(data.feeds());
    CompileOptions options = CompileOptions.of(data.batch()).bindings(bindings);
    try (Plan plan = backend.compile(data.model().graph(), options)) {
      plan.run();
      return data.wanted().entrySet().stream()
          .map(e -> Comparison.difference(e.getKey(), e.getValue(), plan.tensor(e.getKey())))
          .flatMap(Optional::stream)
          .findFirst()
          .map(Outcome::failed)
          .orElseGet(Outcome::passed);
    }
  }
}
