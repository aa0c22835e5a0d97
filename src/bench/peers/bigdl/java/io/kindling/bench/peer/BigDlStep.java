package io.kindling.bench.peer;

import com.intel.analytics.bigdl.dataset.LocalArrayDataSet;
import com.intel.analytics.bigdl.dataset.MiniBatch;
import com.intel.analytics.bigdl.dataset.MiniBatch$;
import com.intel.analytics.bigdl.nn.CrossEntropyCriterion;
import com.intel.analytics.bigdl.nn.DynamicContainer;
import com.intel.analytics.bigdl.nn.abstractnn.AbstractModule;
import com.intel.analytics.bigdl.optim.LocalOptimizer;
import com.intel.analytics.bigdl.optim.SGD;
import com.intel.analytics.bigdl.optim.Trigger;
import com.intel.analytics.bigdl.python.api.PythonBigDL;
import com.intel.analytics.bigdl.tensor.Tensor;
import com.intel.analytics.bigdl.tensor.Tensor$;
import com.intel.analytics.bigdl.tensor.TensorNumericMath;
import com.intel.analytics.bigdl.utils.Engine;
import com.intel.analytics.bigdl.utils.Table;
import com.intel.analytics.bigdl.utils.intermediate.ConversionUtils;
import io.kindling.bench.measure.Pace;
import java.util.List;
import java.util.Random;
import org.apache.log4j.Level;
import org.apache.log4j.Logger;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** One training step in BigDL, again and again: {@code NETWORK BATCH}. */
@SuppressWarnings({"rawtypes", "unchecked"})
public final class BigDlStep {
  private static final int[][] BLOCKS = {
    {64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}
  };
  private static final int CLASSES = 10;
  private static final double WARM_UP = 3;

  /** What Scala's compiler would pass by itself. */
  private static final ClassTag FLOAT = ClassTag$.MODULE$.Float();

  private static final TensorNumericMath.TensorNumeric NUMERIC = numeric();

  /** The entry for languages that are not Scala. */
  private static final PythonBigDL LAYERS = PythonBigDL.ofFloat();

  private BigDlStep() {}

  /** Scala's nested object has a name that Java cannot write. */
  private static TensorNumericMath.TensorNumeric numeric() {
    try {
      String name = TensorNumericMath.TensorNumeric.class.getName() + "$NumericFloat$";
      return (TensorNumericMath.TensorNumeric) Class.forName(name).getField("MODULE$").get(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("BigDlStep: expected BigDL's arithmetic of floats.", e);
    }
  }

  /** Trains as long as rounds are asked for. */
  public static void main(String[] args) {
    String network = args[0];
    int batch = Integer.parseInt(args[1]);
    // It tells of every step on the standard output.
    Logger.getRootLogger().setLevel(Level.WARN);
    Engine.init();
    MiniBatch[] rows = {rows(network, batch)};
    DynamicContainer layers = network.equals("lenet") ? lenet() : vgg();
    String engine = System.getProperty("bigdl.engineType");
    AbstractModule model = engine.equals("mkldnn") ? onDnn(layers) : layers;
    LocalOptimizer optimizer =
        new LocalOptimizer(
            model,
            new LocalArrayDataSet(rows),
            new CrossEntropyCriterion(null, true, FLOAT, NUMERIC),
            FLOAT,
            NUMERIC);
    SGD.LearningRateSchedule constant = LAYERS.createDefault();
    // Dampening 0, or it would take the momentum for it.
    optimizer.setOptimMethod(LAYERS.createSGD(0.001, 0, 0, 0.9, 0, false, constant, null, null));
    Pace pace = Pace.ofProcess(() -> "BigDL " + engine, batch, WARM_UP);
    optimizer.setEndWhen(new Asking(pace));
    optimizer.optimize();
    System.exit(0);
  }

  /** Only a graph is brought to the layers of MKL-DNN. */
  private static AbstractModule onDnn(DynamicContainer layers) {
    Seq noInputs = JavaConverters.asScalaBufferConverter(List.of()).asScala();
    return ConversionUtils.convert(layers.toGraph(noInputs), FLOAT);
  }

  /** It is asked before every step. */
  private record Asking(Pace pace) implements Trigger {
    @Override
    public boolean apply(Table state) {
      return !pace.next();
    }
  }

  private static MiniBatch rows(String network, int batch) {
    int side = network.equals("lenet") ? 28 : 32;
    int channels = network.equals("lenet") ? 1 : 3;
    float[] pixels = new float[batch * channels * side * side];
    float[] classes = new float[batch];
    Random random = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    for (int i = 0; i < batch; i++) {
      classes[i] = 1 + random.nextInt(CLASSES);
    }
    Tensor images =
        Tensor$.MODULE$.apply(pixels, new int[] {batch, channels, side, side}, FLOAT, NUMERIC);
    Tensor labels = Tensor$.MODULE$.apply(classes, new int[] {batch}, FLOAT, NUMERIC);
    return MiniBatch$.MODULE$.apply(images, labels, FLOAT);
  }

  private static void convolution(
      DynamicContainer to,
      int channels,
      int filters,
      int size,
      int padding,
      boolean bias,
      boolean first) {
    to.add(
        LAYERS.createSpatialConvolution(
            channels, filters, size, size, 1, 1, padding, padding, 1, !first, null, null, null,
            null, null, null, bias, "NCHW"));
  }

  private static void pooling(DynamicContainer to) {
    to.add(LAYERS.createSpatialMaxPooling(2, 2, 2, 2, 0, 0, false, "NCHW"));
  }

  private static void dense(DynamicContainer to, int from, int units) {
    to.add(LAYERS.createLinear(from, units, true, null, null, null, null, null, null));
  }

  private static void flatten(DynamicContainer to, int features) {
    to.add(LAYERS.createReshape(List.of(features), null));
  }

  private static DynamicContainer lenet() {
    DynamicContainer model = (DynamicContainer) LAYERS.createSequential();
    convolution(model, 1, 6, 5, 0, true, true);
    model.add(LAYERS.createReLU(true));
    pooling(model);
    convolution(model, 6, 12, 5, 0, true, false);
    model.add(LAYERS.createReLU(true));
    pooling(model);
    flatten(model, 192);
    dense(model, 192, 100);
    model.add(LAYERS.createReLU(true));
    dense(model, 100, CLASSES);
    return model;
  }

  private static DynamicContainer vgg() {
    DynamicContainer model = (DynamicContainer) LAYERS.createSequential();
    int channels = 3;
    for (int[] block : BLOCKS) {
      for (int filters : block) {
        convolution(model, channels, filters, 3, 1, false, channels == 3);
        model.add(
            LAYERS.createSpatialBatchNormalization(
                filters, 1e-5, 0.1, true, null, null, null, null, "NCHW"));
        model.add(LAYERS.createReLU(true));
        channels = filters;
      }
      pooling(model);
    }
    flatten(model, 512);
    dense(model, 512, 512);
    model.add(LAYERS.createReLU(true));
    dense(model, 512, CLASSES);
    return model;
  }
}
