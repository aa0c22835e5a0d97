package io.kindling.autodiff;

import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.Dropout;
import io.kindling.graph.op.Flatten;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.Squeeze;
import io.kindling.graph.op.Window;
import io.kindling.tensor.Shape;
import java.util.List;

/** The networks that the golden training values are for. */
final class Networks {
  private static final Initializer NONE = (parameter, random) -> {};

  private Networks() {}

  static Graph cnn(boolean synchronizedStatistics, float dropout) {
    GraphBuilder g = GraphBuilder.named("cnn");
    Value x = g.input("x", Type.float32(Shape.BATCH, 1, 6, 6));
    Value kernel = g.parameter("kernel", Shape.of(4, 1, 3, 3), NONE);
    Value bias = g.parameter("bias", Shape.of(4), NONE);
    Value scale = g.parameter("scale", Shape.of(4), NONE);
    Value shift = g.parameter("shift", Shape.of(4), NONE);
    Value mean = g.state("mean", Shape.of(4), NONE);
    Value variance = g.state("variance", Shape.of(4), NONE);
    Value dense = g.parameter("dense", Shape.of(16, 3), NONE);
    Value offset = g.parameter("offset", Shape.of(3), NONE);
    BatchNormalization norm =
        BatchNormalization.of(1e-5f, 0.9f).synchronizedStatistics(synchronizedStatistics);
    Value z = g.apply(new Conv(Window.of(3, 3), 1), x, kernel, bias);
    Value y = g.relu(g.apply(norm, z, scale, shift, mean, variance));
    Value pooled = g.apply(MaxPool.of(Window.of(2, 2).strides(2, 2)), y);
    Value flat = g.apply(Dropout.of(dropout), g.apply(new Flatten(1), pooled));
    g.output("scores", g.apply(new Gemm(1, 1, false, false), flat, dense, offset));
    return g.build();
  }

  static Graph twoHeads() {
    GraphBuilder g = GraphBuilder.named("two heads");
    Value x = g.input("x", Type.float32(Shape.BATCH, 3));
    Value trunk = g.parameter("trunk", Shape.of(3, 5), NONE);
    Value left = g.parameter("left", Shape.of(5, 2), NONE);
    Value right = g.parameter("right", Shape.of(5, 1), NONE);
    Value hidden = g.tanh(g.matMul(x, trunk));
    g.output("first", g.matMul(hidden, left));
    g.output("second", g.apply(new Squeeze(List.of(1L)), g.matMul(hidden, right)));
    return g.build();
  }
}
