package io.kindling.bench.peer;

import io.kindling.bench.measure.Pace;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** One training step in DL4J, again and again: {@code NETWORK BATCH THREADS FORMAT}. */
public final class Dl4jStep {
  private static final int[][] BLOCKS = {
    {64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}
  };
  private static final int CLASSES = 10;
  private static final double WARM_UP = 3;

  private Dl4jStep() {}

  /** Trains as long as rounds are asked for. */
  public static void main(String[] args) {
    String network = args[0];
    int batch = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    CNN2DFormat format = CNN2DFormat.valueOf(args[3]);
    settle(threads);
    MultiLayerNetwork model = network.equals("lenet") ? lenet(format) : vgg(format);
    model.init();
    DataSet rows = rows(network, batch, format);
    Pace pace = Pace.ofProcess(() -> "DL4J, " + natives() + ", " + format, batch, WARM_UP);
    while (pace.next()) {
      model.fit(rows);
    }
  }

  static String natives() {
    return "natives" + System.getProperty("org.bytedeco.javacpp.platform.extension", "");
  }

  static void settle(int threads) {
    // Collections of the whole heap by the clock would only disturb.
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
  }

  static DataSet rows(String network, int batch, CNN2DFormat format) {
    long side = network.equals("lenet") ? 28 : 32;
    long channels = network.equals("lenet") ? 1 : 3;
    long[] shape =
        format == CNN2DFormat.NCHW
            ? new long[] {batch, channels, side, side}
            : new long[] {batch, side, side, channels};
    INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, CLASSES);
    for (int row = 0; row < batch; row++) {
      labels.putScalar(row, row * 7 % CLASSES, 1);
    }
    return new DataSet(Nd4j.rand(DataType.FLOAT, shape), labels);
  }

  private static NeuralNetConfiguration.ListBuilder layers() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.FLOAT)
        // Its only momentum is Nesterov's, which costs the same.
        .updater(new Nesterovs(0.001, 0.9))
        .list();
  }

  private static ConvolutionLayer.Builder convolution(int filters, int size, CNN2DFormat format) {
    return new ConvolutionLayer.Builder(size, size)
        .nOut(filters)
        .dataFormat(format)
        .convolutionMode(ConvolutionMode.Truncate);
  }

  private static SubsamplingLayer pooling(CNN2DFormat format) {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(2, 2)
        .stride(2, 2)
        .dataFormat(format)
        .build();
  }

  private static DenseLayer dense(int units) {
    return new DenseLayer.Builder().nOut(units).activation(Activation.RELU).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static MultiLayerNetwork lenet(CNN2DFormat format) {
    return new MultiLayerNetwork(
        layers()
            .layer(convolution(6, 5, format).activation(Activation.RELU).build())
            .layer(pooling(format))
            .layer(convolution(12, 5, format).activation(Activation.RELU).build())
            .layer(pooling(format))
            .layer(dense(100))
            .layer(output())
            .setInputType(InputType.convolutional(28, 28, 1, format))
            .build());
  }

  private static MultiLayerNetwork vgg(CNN2DFormat format) {
    NeuralNetConfiguration.ListBuilder layers = layers();
    for (int[] block : BLOCKS) {
      for (int filters : block) {
        layers.layer(
            convolution(filters, 3, format)
                .padding(1, 1)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .build());
        layers.layer(new BatchNormalization.Builder().dataFormat(format).build());
        layers.layer(new ActivationLayer(Activation.RELU));
      }
      layers.layer(pooling(format));
    }
    return new MultiLayerNetwork(
        layers
            .layer(dense(512))
            .layer(output())
            .setInputType(InputType.convolutional(32, 32, 3, format))
            .build());
  }
}
