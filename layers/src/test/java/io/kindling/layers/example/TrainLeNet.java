package io.kindling.layers.example;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.graph.Graph;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.metric.Accuracy;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.schedule.Cosine;
import io.kindling.layers.zoo.LeNet;
import io.kindling.tensor.Tensor;
import io.kindling.training.EventSink;
import io.kindling.training.Feed;
import io.kindling.training.MemoryRowStore;
import io.kindling.training.Parameters;
import io.kindling.training.Predictor;
import io.kindling.training.RowFormat;
import io.kindling.training.RowPacker;
import io.kindling.training.StoreFeed;
import io.kindling.training.Trainer;
import io.kindling.training.TrainingEvent;
import io.kindling.training.TrainingResult;
import io.kindling.training.TrainingRun;
import io.kindling.training.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Trains LeNet on images of stripes and scores new ones, in a plain Java program: no Spark, one
 * machine. The class of an image is the angle of its stripes.
 */
public final class TrainLeNet {
  private static final int SIDE = 28;
  private static final int CLASSES = 10;

  private TrainLeNet() {}

  public static void main(String[] arguments) {
    System.out.printf(Locale.ROOT, "test accuracy: %.4f%n", run(2000, 500, 3, Backends.AUTO));
  }

  /** Trains, prints a line an epoch and returns the share of test images that are recognized. */
  static double run(int trainingRows, int testRows, int epochs, String backendName) {
    Graph network = LeNet.of().graph();
    TrainingSpec spec =
        TrainingSpec.of(SoftmaxCrossEntropy.of(), Sgd.of().momentum(0.9), Cosine.of(0.02, epochs))
            .metrics(Accuracy.of())
            .epochs(epochs)
            .batch(50)
            .seed(1);
    // A row has the network's inputs and a target for each output: "image" and "target_0".
    RowFormat format = RowFormat.of(spec.objective().inputs(network));
    EventSink progress =
        event -> {
          if (event instanceof TrainingEvent.EpochFinished done) {
            System.out.printf(
                Locale.ROOT,
                "epoch %d of %d: loss %.4f, validation accuracy %.4f, %.0f rows/s%n",
                done.epoch() + 1,
                done.epochs(),
                done.loss(),
                done.metrics().get("validation_accuracy"),
                done.rowsPerSecond());
          }
        };
    try (Backend backend = Backends.find().open(backendName, 1);
        MemoryRowStore rows =
            MemoryRowStore.of(format, spec.seed(), draw(format, trainingRows, 1));
        MemoryRowStore held = MemoryRowStore.of(format, spec.seed(), draw(format, testRows, 2));
        Feed training = StoreFeed.shuffled(rows, network, spec);
        Feed validation = StoreFeed.sequential(held, network, spec);
        Parameters initial = Parameters.initialize(network, spec.seed())) {
      TrainingResult result =
          Trainer.train(
              TrainingRun.of(network, spec, backend, training)
                  .validation(validation)
                  .sink(progress),
              initial);
      return score(network, result.parameters(), backend, testRows);
    }
  }

  /** Scores images that training has not seen. */
  private static double score(Graph network, Parameters parameters, Backend backend, int count) {
    Random random = new Random(3);
    int right = 0;
    try (Predictor predictor = Predictor.open(network, parameters.views(), backend, 1)) {
      Tensor image = predictor.input("image");
      for (int row = 0; row < count; row++) {
        image.set(stripes(row % CLASSES, random));
        float[] scores = predictor.run(1).get("scores").toFloats();
        int best = 0;
        for (int c = 1; c < CLASSES; c++) {
          best = scores[c] > scores[best] ? c : best;
        }
        right += best == row % CLASSES ? 1 : 0;
      }
    }
    return (double) right / count;
  }

  /** Returns packed rows: weight 1, the image, its class. */
  private static List<byte[]> draw(RowFormat format, int count, long seed) {
    Random random = new Random(seed);
    RowPacker packer = RowPacker.of(format);
    List<byte[]> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      packer.begin(1).set(0, stripes(row % CLASSES, random)).set(1, 0, row % CLASSES);
      rows.add(packer.row());
    }
    return rows;
  }

  private static float[] stripes(int label, Random random) {
    double angle = Math.PI * label / CLASSES + 0.05 * random.nextGaussian();
    double width = 1.2 + 0.4 * random.nextDouble();
    double phase = 2 * Math.PI * random.nextDouble();
    float[] pixels = new float[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double along = (x * Math.cos(angle) + y * Math.sin(angle)) / width;
        pixels[y * SIDE + x] = (float) (Math.sin(along + phase) + 0.2 * random.nextGaussian());
      }
    }
    return pixels;
  }
}
