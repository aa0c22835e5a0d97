package io.kindling.layers.format.onnx;

import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.graph.Parameter;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.Dropout;
import io.kindling.graph.op.Flatten;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.Softmax;
import io.kindling.graph.op.Window;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A convolutional network with weights, small enough to be damaged byte by byte. */
final class SmallNetwork {
  private SmallNetwork() {}

  static Graph graph() {
    GraphBuilder g = GraphBuilder.named("small");
    Initializer zeros = (tensor, random) -> tensor.clear();
    Value x = g.input("image", Type.float32(Shape.BATCH, 1, 6, 6));
    Value w = g.parameter("conv.weight", Shape.of(2, 1, 3, 3), zeros);
    Value h = g.applyAll("conv", new Conv(Window.of(3, 3), 1), List.of(x, w)).get(0);
    List<Value> norm =
        List.of(
            h,
            g.parameter("norm.scale", Shape.of(2), zeros),
            g.parameter("norm.bias", Shape.of(2), zeros),
            g.state("norm.mean", Shape.of(2), zeros),
            g.state("norm.var", Shape.of(2), zeros));
    h = g.applyAll("norm", BatchNormalization.of(1e-5f, 0.9f), norm).get(0);
    h = g.apply(MaxPool.of(Window.of(2, 2).strides(2, 2)), g.relu(h));
    h = g.apply(Dropout.of(0.25f), g.apply(new Flatten(1), g.mul(h, 2)));
    Value dense = g.parameter("dense.weight", Shape.of(8, 3), zeros);
    Value bias = g.parameter("dense.bias", Shape.of(3), zeros);
    h = g.applyAll("dense", new Gemm(1, 1, false, false), List.of(h, dense, bias)).get(0);
    g.output("scores", h);
    g.output("probability", g.apply(new Softmax(1), h));
    return g.build();
  }

  static Map<String, Tensor> weights(Graph graph) {
    Random random = new Random(5);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (Parameter parameter : graph.parameters()) {
      Tensor tensor = Tensor.zeros(parameter.value().dataType(), parameter.value().shape());
      for (long i = 0; i < tensor.size(); i++) {
        tensor.setFloat(i, random.nextFloat() + 0.1f);
      }
      weights.put(parameter.name(), tensor);
    }
    return weights;
  }

  static byte[] file() {
    Graph graph = graph();
    return OnnxWriter.plain().write(graph, weights(graph));
  }
}
