package io.kindling.bench.peer;

import io.kindling.bench.measure.Pace;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * One training step in SameDiff, the graphs of DL4J's array library: {@code NETWORK BATCH THREADS}.
 *
 * <p>Its convolutions run on oneDNN, those of DL4J's layers do not.
 */
public final class SameDiffStep {
  private static final int[][] BLOCKS = {
    {64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}
  };
  private static final int CLASSES = 10;
  private static final double WARM_UP = 3;

  private final SameDiff graph = SameDiff.create();
  private int names;

  private SameDiffStep() {}

  /** Trains as long as rounds are asked for. */
  public static void main(String[] args) {
    boolean lenet = args[0].equals("lenet");
    int batch = Integer.parseInt(args[1]);
    Dl4jStep.settle(Integer.parseInt(args[2]));
    SameDiffStep step = new SameDiffStep();
    step.build(lenet, batch);
    DataSet rows = Dl4jStep.rows(args[0], batch, CNN2DFormat.NCHW);
    Pace pace = Pace.ofProcess(() -> "SameDiff, " + Dl4jStep.natives(), batch, WARM_UP);
    while (pace.next()) {
      step.graph.fit(rows);
    }
  }

  private void build(boolean lenet, int batch) {
    long side = lenet ? 28 : 32;
    SDVariable images =
        graph.placeHolder("images", DataType.FLOAT, batch, lenet ? 1 : 3, side, side);
    SDVariable labels = graph.placeHolder("labels", DataType.FLOAT, batch, CLASSES);
    SDVariable scores = lenet ? lenet(images, batch) : vgg(images, batch);
    graph.loss().softmaxCrossEntropy("loss", labels, scores, null);
    graph.setLossVariables("loss");
    graph.setTrainingConfig(
        new TrainingConfig.Builder()
            .updater(new Nesterovs(0.001, 0.9))
            .dataSetFeatureMapping("images")
            .dataSetLabelMapping("labels")
            .build());
  }

  private SDVariable parameter(double deviation, long... shape) {
    names++;
    return graph.var("p" + names, Nd4j.randn(DataType.FLOAT, shape).muli(deviation));
  }

  private SDVariable convolution(SDVariable images, int from, int to, int size, boolean same) {
    Conv2DConfig config =
        Conv2DConfig.builder()
            .kH(size)
            .kW(size)
            .dataFormat("NCHW")
            .paddingMode(same ? PaddingMode.SAME : PaddingMode.VALID)
            .build();
    SDVariable weights = parameter(Math.sqrt(2.0 / (size * size * from)), size, size, from, to);
    // Before batch normalization a bias would be taken out again.
    return same
        ? graph.cnn().conv2d(images, weights, config)
        : graph.cnn().conv2d(images, weights, parameter(0, to), config);
  }

  /** Its own operator of this name cannot be differentiated in this version: the axis is lost. */
  private SDVariable normalization(SDVariable images, int channels) {
    names++;
    SDVariable scale = graph.var("p" + names, Nd4j.ones(DataType.FLOAT, 1, channels, 1, 1));
    SDVariable standard = graph.math().standardize(images, 0, 2, 3);
    return graph.nn().biasAdd(standard.mul(scale), parameter(0, channels), true);
  }

  private SDVariable pooling(SDVariable images) {
    Pooling2DConfig config =
        Pooling2DConfig.builder()
            .kH(2)
            .kW(2)
            .sH(2)
            .sW(2)
            .isNHWC(false)
            .paddingMode(PaddingMode.VALID)
            .build();
    return graph.cnn().maxPooling2d(images, config);
  }

  private SDVariable relu(SDVariable values) {
    return graph.nn().relu(values, 0);
  }

  private SDVariable dense(SDVariable rows, int from, int to) {
    SDVariable weights = parameter(Math.sqrt(2.0 / from), from, to);
    return graph.nn().linear(rows, weights, parameter(0, to));
  }

  private SDVariable lenet(SDVariable images, int batch) {
    SDVariable first = pooling(relu(convolution(images, 1, 6, 5, false)));
    SDVariable second = pooling(relu(convolution(first, 6, 12, 5, false)));
    SDVariable hidden = relu(dense(graph.reshape(second, batch, 192), 192, 100));
    return dense(hidden, 100, CLASSES);
  }

  private SDVariable vgg(SDVariable images, int batch) {
    SDVariable last = images;
    int channels = 3;
    for (int[] block : BLOCKS) {
      for (int filters : block) {
        last = relu(normalization(convolution(last, channels, filters, 3, true), filters));
        channels = filters;
      }
      last = pooling(last);
    }
    SDVariable hidden = relu(dense(graph.reshape(last, batch, 512), 512, 512));
    return dense(hidden, 512, CLASSES);
  }
}
