package io.kindling.bench.accuracy;

import io.kindling.backend.Backend;
import io.kindling.backend.Precision;
import io.kindling.graph.Graph;
import io.kindling.layers.AvgPool2d;
import io.kindling.layers.Conv2d;
import io.kindling.layers.Dense;
import io.kindling.layers.Flatten;
import io.kindling.layers.MaxPool2d;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.metric.Accuracy;
import io.kindling.layers.optimizer.Adam;
import io.kindling.layers.schedule.Cosine;
import io.kindling.layers.zoo.LeNet;
import io.kindling.tensor.Shape;
import io.kindling.training.Compute;
import io.kindling.training.Feed;
import io.kindling.training.MemoryRowStore;
import io.kindling.training.Parameters;
import io.kindling.training.RowFormat;
import io.kindling.training.RowPacker;
import io.kindling.training.StoreFeed;
import io.kindling.training.Trainer;
import io.kindling.training.TrainingEvent;
import io.kindling.training.TrainingResult;
import io.kindling.training.TrainingRun;
import io.kindling.training.TrainingSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A network, its data and how it is trained: Adam, its rate falling to 0 along half a cosine.
 *
 * @param name the part of the benchmark and the data's folder
 * @param script what {@code networks.py} calls the network
 * @param mean taken from pixels of 0 to 255
 * @param unit by which they are divided then
 */
record Recipe(
    String name,
    String script,
    Supplier<Network> network,
    int epochs,
    int batch,
    double rate,
    float mean,
    float unit) {
  /** The table of recipes. */
  static List<Recipe> all() {
    return List.of(
        new Recipe("mnist", "lenet", LeNet::of, 3, 64, 0.004, 0, 255),
        new Recipe("cifar10", "cifar10_quick", Recipe::cifar10Quick, 6, 64, 0.002, 128, 64));
  }

  /** The layers of SparkNet's and Caffe's cifar10_quick. */
  private static Network cifar10Quick() {
    return Network.sequential(
        Shape.of(3, 32, 32),
        Conv2d.of(32, 5).padding(2),
        MaxPool2d.of(3).stride(2).ceilMode(true),
        Relu.of(),
        Conv2d.of(32, 5).padding(2),
        Relu.of(),
        AvgPool2d.of(3).stride(2).ceilMode(true),
        Conv2d.of(64, 5).padding(2),
        Relu.of(),
        AvgPool2d.of(3).stride(2).ceilMode(true),
        Flatten.of(),
        Dense.of(64),
        Dense.of(10));
  }

  /** Reads the images to train with, then those to test with. */
  List<ImageSet> read(Path data) throws IOException {
    Path folder = data.resolve(name);
    return name.equals("mnist")
        ? List.of(ImageSet.mnist(folder, "train"), ImageSet.mnist(folder, "t10k"))
        : List.of(
            ImageSet.cifar10(folder.resolve("train.tar.gz"), 1000),
            ImageSet.cifar10(folder.resolve("test.tar.gz"), 1000));
  }

  /** Trains and returns the share of test images that are recognized. */
  double train(Backend backend, List<ImageSet> images, long seed, Precision precision) {
    TrainingSpec spec =
        TrainingSpec.of(SoftmaxCrossEntropy.of(), Adam.of(), Cosine.of(rate, epochs))
            .metrics(Accuracy.of())
            .epochs(epochs)
            .batch(batch)
            .seed(seed)
            .compute(Compute.auto().precision(precision.text()));
    return train(backend, images, spec);
  }

  /** Trains as a specification says and returns the share of test images that are recognized. */
  double train(Backend backend, List<ImageSet> images, TrainingSpec spec) {
    Graph graph = network.get().graph();
    long seed = spec.seed();
    RowFormat format = RowFormat.of(spec.objective().inputs(graph));
    List<Double> measured = new ArrayList<>();
    try (MemoryRowStore rows = MemoryRowStore.of(format, seed, packed(format, images.get(0)));
        MemoryRowStore held = MemoryRowStore.of(format, seed, packed(format, images.get(1)));
        Feed training = StoreFeed.shuffled(rows, graph, spec);
        Feed validation = StoreFeed.sequential(held, graph, spec);
        Parameters first = Parameters.initialize(graph, seed)) {
      TrainingResult result =
          Trainer.train(
              TrainingRun.of(graph, spec, backend, training)
                  .validation(validation)
                  .sink(
                      event -> {
                        if (event instanceof TrainingEvent.EpochFinished epoch) {
                          measured.add(
                              epoch.metrics().getOrDefault("validation_accuracy", Double.NaN));
                        }
                      }),
              first);
      result.parameters().close();
      if (result.outcome() != TrainingResult.Outcome.COMPLETED) {
        throw new IllegalStateException(
            "Recipe: expected training to end, got \"" + result.message() + "\".");
      }
      return measured.get(measured.size() - 1);
    }
  }

  private List<byte[]> packed(RowFormat format, ImageSet images) {
    RowPacker packer = RowPacker.of(format);
    List<byte[]> rows = new ArrayList<>();
    for (byte[] image : images.rows()) {
      float[] pixels = new float[image.length - 1];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (Byte.toUnsignedInt(image[i + 1]) - mean) / unit;
      }
      packer.begin(1).set(0, pixels).set(1, 0, image[0]);
      rows.add(packer.row());
    }
    return rows;
  }
}
