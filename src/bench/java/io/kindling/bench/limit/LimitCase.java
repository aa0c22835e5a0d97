package io.kindling.bench.limit;

import io.kindling.backend.Plan;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.MatMul;
import io.kindling.graph.op.Window;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Random;

/**
 * Arithmetic that keeps the processor as busy as oneDNN can: the same product several times, so
 * that bringing operands into their layout does not count.
 *
 * @param width channels, or columns
 * @param size height and width of the images; 0 for a matrix product
 * @param batch rows
 */
record LimitCase(long width, long size, long batch) {
  private static final int TIMES = 8;

  /** Columns are padded on one side, where oneDNN computes and Kindling takes no tiles. */
  private static final Window WINDOW = Window.of(3, 3).pads(1, 0, 1, 2);

  /** The table of candidates, of which the fastest is the limit. */
  static List<LimitCase> all() {
    return List.of(
        new LimitCase(1024, 0, 1024),
        new LimitCase(2048, 0, 2048),
        new LimitCase(64, 32, 64),
        new LimitCase(128, 16, 64),
        new LimitCase(256, 16, 64));
  }

  String name() {
    return size == 0
        ? String.format("matmul %dx%d x %dx%d", batch, width, width, width)
        : String.format("convolution 3x3, %dx%dx%dx%d", batch, width, size, size);
  }

  Graph graph() {
    GraphBuilder g = GraphBuilder.named("limit");
    Shape row = size == 0 ? Shape.batched(width) : Shape.batched(width, size, size);
    Value x = g.input("x", new Type(DataType.FLOAT32, row));
    Shape weights = size == 0 ? Shape.of(width, width) : Shape.of(width, width, 3, 3);
    for (int i = 0; i < TIMES; i++) {
      Value w = g.parameter("w" + i, weights, uniform(weights));
      x = size == 0 ? g.apply(new MatMul(), x, w) : g.apply(new Conv(WINDOW, 1), x, w);
    }
    g.output("y", x);
    return g.build();
  }

  /** Keeps numbers at about 1 through all products: neither infinite nor denormal. */
  private static Initializer uniform(Shape weights) {
    double terms = weights.rank() == 2 ? weights.dim(0) : weights.drop(0).size();
    float range = (float) Math.sqrt(3 / terms);
    return (tensor, random) -> {
      for (long i = 0; i < tensor.size(); i++) {
        tensor.setFloat(i, (random.nextFloat() * 2 - 1) * range);
      }
    };
  }

  /** Gives input and weights of a plan their numbers. */
  static void fill(Graph graph, Plan plan) {
    Random random = new Random(1);
    graph.parameters().forEach(p -> p.initializer().initialize(plan.tensor(p.name()), random));
    Tensor x = plan.tensor("x");
    for (long i = 0; i < x.size(); i++) {
      x.setFloat(i, random.nextFloat() - 0.5f);
    }
  }
}
