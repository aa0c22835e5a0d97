package io.kindling.bench.peer;

import io.kindling.bench.measure.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Conv2dOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** One training step in libtorch, again and again: {@code NETWORK BATCH THREADS FORMAT}. */
public final class LibtorchStep {
  private static final int[][] BLOCKS = {
    {64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}
  };
  private static final int CLASSES = 10;
  private static final double WARM_UP = 3;

  private final TensorVector parameters = new TensorVector();
  private final List<UnaryOperator<Tensor>> layers = new ArrayList<>();
  private final torch.MemoryFormat format;

  private LibtorchStep(torch.MemoryFormat format) {
    this.format = format;
  }

  /** Trains as long as rounds are asked for. */
  public static void main(String[] args) {
    boolean lenet = args[0].equals("lenet");
    int batch = Integer.parseInt(args[1]);
    torch.set_num_threads(Integer.parseInt(args[2]));
    torch.manual_seed(1);
    LibtorchStep network = new LibtorchStep(torch.MemoryFormat.valueOf(args[3]));
    Tensor images = lenet ? torch.rand(batch, 1, 28, 28) : torch.rand(batch, 3, 32, 32);
    Tensor rows = images.contiguous(network.format);
    Tensor labels =
        torch
            .arange(new Scalar((long) batch))
            .remainder(new Scalar((long) CLASSES))
            .toType(torch.ScalarType.Long);
    if (lenet) {
      network.lenet();
    } else {
      network.vgg();
    }
    SGDOptions options = new SGDOptions(0.001);
    options.momentum().put(0.9);
    SGD optimizer = new SGD(network.parameters, options);
    Pace pace = Pace.ofProcess(() -> "libtorch, " + args[3], batch, WARM_UP);
    while (pace.next()) {
      // Tensors are freed here, not when a garbage collection finds their small Java objects.
      try (PointerScope scope = new PointerScope()) {
        optimizer.zero_grad(true);
        torch.cross_entropy(network.forward(rows), labels).backward();
        optimizer.step();
      }
    }
  }

  private Tensor forward(Tensor rows) {
    Tensor last = rows;
    for (UnaryOperator<Tensor> layer : layers) {
      last = layer.apply(last);
    }
    return last;
  }

  private void learn(TensorVector more) {
    for (long i = 0; i < more.size(); i++) {
      parameters.push_back(more.get(i));
    }
  }

  private void convolution(int channels, int filters, int size, int padding, boolean bias) {
    Conv2dOptions options = new Conv2dOptions(channels, filters, new LongPointer(size, size));
    options.padding().put(new LongPointer(padding, padding));
    options.bias().put(bias);
    Conv2dImpl layer = new Conv2dImpl(options);
    layer.weight().set_data(layer.weight().contiguous(format));
    learn(layer.parameters());
    layers.add(layer::forward);
  }

  private void normalization(int channels) {
    BatchNorm2dImpl layer = new BatchNorm2dImpl(new BatchNormOptions(channels));
    learn(layer.parameters());
    layers.add(layer::forward);
  }

  private void dense(int from, int units) {
    LinearImpl layer = new LinearImpl(from, units);
    learn(layer.parameters());
    layers.add(layer::forward);
  }

  private void pooling() {
    layers.add(images -> torch.max_pool2d(images, 2, 2));
  }

  private void lenet() {
    convolution(1, 6, 5, 0, true);
    layers.add(torch::relu);
    pooling();
    convolution(6, 12, 5, 0, true);
    layers.add(torch::relu);
    pooling();
    layers.add(images -> images.flatten(1, -1));
    dense(192, 100);
    layers.add(torch::relu);
    dense(100, CLASSES);
  }

  private void vgg() {
    int channels = 3;
    for (int[] block : BLOCKS) {
      for (int filters : block) {
        convolution(channels, filters, 3, 1, false);
        normalization(filters);
        layers.add(torch::relu_);
        channels = filters;
      }
      pooling();
    }
    layers.add(images -> images.flatten(1, -1));
    dense(512, 512);
    layers.add(torch::relu_);
    dense(512, CLASSES);
  }
}
