package io.kindling.backend.reference;

import io.kindling.backend.Backend;
import io.kindling.backend.BackendProvider;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.Precision;
import io.kindling.graph.Graph;
import java.util.Optional;

/** Every operator in plain loops on one thread: the oracle of the tests, and the fallback. */
public final class ReferenceBackend implements Backend {
  /** The name that users choose it by. */
  public static final String NAME = "reference";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "reference (plain Java)";
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public Optional<String> unsupported(Precision precision) {
    return precision == Precision.FLOAT32
        ? Optional.empty()
        : Optional.of("the reference backend computes in float32 alone");
  }

  @Override
  public Plan compile(Graph graph, CompileOptions options) {
    requireSupported(options.precision());
    return ReferencePlan.compile(graph, options);
  }

  @Override
  public void close() {
    // Plans own their memory; the backend itself holds nothing.
  }

  /** Offers the reference backend on every platform. */
  public static final class Provider implements BackendProvider {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Optional<String> unsupported() {
      return Optional.empty();
    }

    @Override
    public Backend open(int threads) {
      return new ReferenceBackend();
    }
  }
}
