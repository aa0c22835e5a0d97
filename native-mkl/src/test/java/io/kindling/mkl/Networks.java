package io.kindling.mkl;

import io.kindling.autodiff.RowLoss;
import io.kindling.autodiff.TrainingGraph;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.Flatten;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.LossReduction;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.SoftmaxCrossEntropyLoss;
import io.kindling.graph.op.Window;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Networks for tests and measurements, written with operators alone. */
final class Networks {
  private final GraphBuilder g;
  private Value x;

  private Networks(String name, long channels, long size) {
    g = GraphBuilder.named(name);
    x = g.input("x", new Type(DataType.FLOAT32, Shape.batched(channels, size, size)));
  }

  static Graph lenet(int first, int second, int hidden) {
    Networks net = new Networks("lenet", 1, 28);
    net.conv("c1", first, 5, 0).tanh().pool(2).conv("c2", second, 5, 0).tanh().pool(2);
    net.flatten().dense("f1", hidden).tanh().dense("f2", 10);
    return net.build();
  }

  /** Returns VGG for images of 3 channels; 0 stands for pooling. */
  static Graph vgg(long size, int hidden, int... widths) {
    Networks net = new Networks("vgg", 3, size);
    int layer = 0;
    for (int width : widths) {
      if (width == 0) {
        net.pool(2);
      } else {
        layer++;
        net.conv("c" + layer, width, 3, 1).norm("n" + layer).relu();
      }
    }
    net.flatten().dense("f1", hidden).relu().dense("f2", 10);
    return net.build();
  }

  /** Returns convolutions without bias, each with batch normalization, as VGG has them. */
  static Graph plain(long size, int... widths) {
    return plain(size, Networks::relu, widths);
  }

  /** Returns the same with activations that have no kink. */
  static Graph smooth(long size, int... widths) {
    return plain(size, Networks::tanh, widths);
  }

  private static Graph plain(long size, UnaryOperator<Networks> activation, int... widths) {
    Networks net = new Networks("plain", 3, size);
    int layer = 0;
    for (int width : widths) {
      layer++;
      net = activation.apply(net.plainConv("c" + layer, width).norm("n" + layer));
    }
    net.flatten().dense("f", 10);
    return net.build();
  }

  /** Returns blocks of two convolutions with a way around them, as ResNet has them. */
  static Graph residual(long size, int... widths) {
    Networks net = new Networks("residual", 3, size);
    int block = 0;
    for (int width : widths) {
      block++;
      Value from = net.x;
      net.plainConv("a" + block, width).norm("an" + block).relu();
      Value branch = net.plainConv("b" + block, width).norm("bn" + block).x;
      net.x = from;
      if (from.shape().dim(1) != width) {
        net.conv("s" + block, width, 1, 0).norm("sn" + block);
      }
      net.x = net.g.add(branch, net.x);
      net.relu();
    }
    net.flatten().dense("f", 10);
    return net.build();
  }

  static Graph vggCifar() {
    return vgg(
        32, 512, 64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0);
  }

  static TrainingGraph training(Graph graph) {
    return TrainingGraph.of(graph, List.of(new ClassLoss()), Set.of());
  }

  private Networks conv(String name, int outputs, int kernel, int pad) {
    long channels = x.shape().dim(1);
    Value w =
        parameter(
            name + ".weight",
            1 / Math.sqrt(channels * kernel * kernel),
            outputs,
            channels,
            kernel,
            kernel);
    Value b = parameter(name + ".bias", 0.1, outputs);
    x = g.apply(new Conv(Window.of(kernel, kernel).pads(pad, pad, pad, pad), 1), x, w, b);
    return this;
  }

  private Networks plainConv(String name, int outputs) {
    long channels = x.shape().dim(1);
    Value w = parameter(name + ".weight", 1 / Math.sqrt(9.0 * channels), outputs, channels, 3, 3);
    x = g.apply(new Conv(Window.of(3, 3).pads(1, 1, 1, 1), 1), x, w);
    return this;
  }

  private Networks norm(String name) {
    long channels = x.shape().dim(1);
    Value scale = parameter(name + ".scale", 0.5, channels);
    Value shift = parameter(name + ".shift", 0.5, channels);
    Value mean = g.state(name + ".mean", Shape.of(channels), constant(0));
    Value variance = g.state(name + ".variance", Shape.of(channels), constant(1));
    x = g.apply(BatchNormalization.of(1e-5f, 0.9f), x, scale, shift, mean, variance);
    return this;
  }

  private Networks dense(String name, int outputs) {
    long inputs = x.shape().dim(1);
    Value w = parameter(name + ".weight", 1 / Math.sqrt(inputs), outputs, inputs);
    Value b = parameter(name + ".bias", 0.1, outputs);
    x = g.apply(new Gemm(1, 1, false, true), x, w, b);
    return this;
  }

  private Networks tanh() {
    x = g.tanh(x);
    return this;
  }

  private Networks relu() {
    x = g.relu(x);
    return this;
  }

  private Networks pool(int size) {
    x = g.apply(MaxPool.of(Window.of(size, size).strides(size, size)), x);
    return this;
  }

  private Networks flatten() {
    x = g.apply(new Flatten(1), x);
    return this;
  }

  private Value parameter(String name, double range, long... dims) {
    return g.parameter(
        name,
        Shape.of(dims),
        (tensor, random) -> {
          for (long i = 0; i < tensor.size(); i++) {
            tensor.setFloat(i, (float) ((random.nextDouble() * 2 - 1) * range));
          }
        });
  }

  private static Initializer constant(float value) {
    return (tensor, random) -> {
      for (long i = 0; i < tensor.size(); i++) {
        tensor.setFloat(i, value);
      }
    };
  }

  private Graph build() {
    g.output("y", x);
    return g.build();
  }

  /** Cross-entropy against class indices. */
  private record ClassLoss() implements RowLoss {
    @Override
    public Type target(Type output) {
      return new Type(DataType.INT64, Shape.batched());
    }

    @Override
    public Value apply(GraphBuilder builder, Value output, Value target) {
      return builder.apply(SoftmaxCrossEntropyLoss.of(LossReduction.NONE), output, target);
    }
  }
}
