package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Value;
import java.util.List;

/**
 * In training each element is 0 with a probability and else divided by one minus it; in inference
 * nothing changes. Shapes: any.
 *
 * <p>Which elements are lost depends on the seed, the step and the row of the global batch alone,
 * not on the workers. Source: N. Srivastava et al., 2014; as in PyTorch and Keras.
 *
 * @param rate the probability of a loss, in [0, 1)
 */
public record Dropout(double rate) implements Layer {
  /** Checks the rate. */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw Inputs.refuse(
          "Dropout", "a rate in [0, 1)", rate + "", "It is the share that is lost.");
    }
  }

  /** Returns a layer that loses this share of the elements. */
  public static Dropout of(double rate) {
    return new Dropout(rate);
  }

  @Override
  public Value apply(GraphBuilder builder, List<Value> inputs) {
    return builder.apply(
        io.kindling.graph.op.Dropout.of((float) rate), Inputs.floats(this, inputs));
  }
}
