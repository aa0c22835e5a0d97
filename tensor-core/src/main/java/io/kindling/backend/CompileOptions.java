package io.kindling.backend;

import io.kindling.tensor.Tensor;
import java.util.Map;

/**
 * What a plan is compiled for.
 *
 * @param batch the batch size that is put into symbolic shapes, 0 or more
 * @param bindings memory for inputs, parameters and outputs, by name (of the value for inputs and
 *     parameters, of the output for outputs), row-major; what is not bound the plan allocates.
 *     Parameters are read at every run unless they are fixed
 * @param collective sums vectors over the workers that run the same graph
 * @param precision what it computes in
 * @param fixedParameters whether parameters change only before {@link Plan#refresh}, so that what
 *     depends on them alone is computed once and not in every run
 * @param listener hears of outputs as soon as they are there
 */
public record CompileOptions(
    long batch,
    Map<String, Tensor> bindings,
    Collective collective,
    Precision precision,
    boolean fixedParameters,
    OutputListener listener) {
  /** Copies the map. */
  public CompileOptions {
    if (batch < 0) {
      throw new IllegalArgumentException(
          "CompileOptions: expected a batch size of 0 or more, got " + batch + ". Raise it.");
    }
    bindings = Map.copyOf(bindings);
  }

  /**
   * Returns options for a batch size in float32, all memory from the plan, one worker and
   * parameters that may change before every run.
   */
  public static CompileOptions of(long batch) {
    return new CompileOptions(
        batch, Map.of(), Collective.alone(), Precision.FLOAT32, false, OutputListener.none());
  }

  /** Returns these options with other bindings. */
  public CompileOptions bindings(Map<String, Tensor> other) {
    return new CompileOptions(batch, other, collective, precision, fixedParameters, listener);
  }

  /** Returns these options with another collective. */
  public CompileOptions collective(Collective other) {
    return new CompileOptions(batch, bindings, other, precision, fixedParameters, listener);
  }

  /** Returns these options with another precision. */
  public CompileOptions precision(Precision other) {
    return new CompileOptions(batch, bindings, collective, other, fixedParameters, listener);
  }

  /** Returns these options with parameters that are fixed or not. */
  public CompileOptions fixedParameters(boolean on) {
    return new CompileOptions(batch, bindings, collective, precision, on, listener);
  }

  /** Returns these options for another batch size and other bindings. */
  public CompileOptions part(long rows, Map<String, Tensor> other) {
    return new CompileOptions(rows, other, collective, precision, fixedParameters, listener);
  }

  /** Returns these options with somebody who hears of outputs. */
  public CompileOptions listener(OutputListener other) {
    return new CompileOptions(batch, bindings, collective, precision, fixedParameters, other);
  }
}
