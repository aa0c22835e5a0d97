package io.kindling.distributed;

import io.kindling.graph.Graph;
import io.kindling.graph.Type;
import io.kindling.layers.BatchNorm;
import io.kindling.layers.Conv2d;
import io.kindling.layers.Dense;
import io.kindling.layers.Dropout;
import io.kindling.layers.Flatten;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.metric.Accuracy;
import io.kindling.layers.optimizer.Optimizer;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.layers.schedule.Constant;
import io.kindling.layers.schedule.Schedule;
import io.kindling.tensor.Shape;
import io.kindling.training.Compute;
import io.kindling.training.EventSink;
import io.kindling.training.Parameters;
import io.kindling.training.RowFormat;
import io.kindling.training.RowPacker;
import io.kindling.training.Synchronization;
import io.kindling.training.TrainingEvent;
import io.kindling.training.TrainingSpec;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A fit that tests repeat in many ways: a small network with convolution, batch norm and dropout on
 * weighted rows of labelled images.
 */
public record Lab(Network network, TrainingSpec spec, FitSettings settings) {
  /** The number of training rows. */
  public static final int ROWS = 1_003;

  /** Partitions that no splitter would make. */
  public static final int[] UNEVEN = {0, 1, 2, 400, 600};

  private static final int CLASSES = 5;

  /** What a fit gave, and the losses of all steps. */
  public record Run(FitResult result, float[] parameters, List<TrainingEvent> events) {
    /** Returns the loss of each step. */
    public List<Double> losses() {
      return events.stream()
          .filter(TrainingEvent.StepFinished.class::isInstance)
          .map(event -> ((TrainingEvent.StepFinished) event).loss())
          .toList();
    }

    /** Returns how training went on after each failure. */
    public List<TrainingEvent.Resumed> resumptions() {
      return events.stream()
          .filter(TrainingEvent.Resumed.class::isInstance)
          .map(TrainingEvent.Resumed.class::cast)
          .toList();
    }

    /** Returns the bits of the parameters. */
    public int[] bits() {
      int[] bits = new int[parameters.length];
      Arrays.setAll(bits, i -> Float.floatToRawIntBits(parameters[i]));
      return bits;
    }

    /** Returns the largest distance of a parameter from that of another run; NaN counts as far. */
    public double distance(Run other) {
      double farthest = 0;
      for (int i = 0; i < parameters.length; i++) {
        double distance = Math.abs((double) parameters[i] - other.parameters[i]);
        farthest = Double.isNaN(distance) ? Double.POSITIVE_INFINITY : Math.max(farthest, distance);
      }
      return farthest;
    }
  }

  /** Returns two epochs of SGD with momentum, which are 56 steps. */
  public static Lab standard() {
    TrainingSpec spec =
        TrainingSpec.of(SoftmaxCrossEntropy.of(), Sgd.of().momentum(0.9), Constant.of(0.05))
            .metrics(Accuracy.of())
            .epochs(2)
            .batch(37)
            .seed(9)
            .compute(new Compute("auto", 1));
    return new Lab(network(true), spec, FitSettings.defaults().timeout(Duration.ofSeconds(60)));
  }

  private static Network network(boolean synchronizedStatistics) {
    return Network.sequential(
        Shape.of(1, 6, 6),
        Conv2d.of(4, 3),
        BatchNorm.of().synchronizedStatistics(synchronizedStatistics),
        Relu.of(),
        Flatten.of(),
        Dropout.of(0.3),
        Dense.of(CLASSES));
  }

  /** Returns this with statistics of each worker's own rows. */
  public Lab localStatistics() {
    return new Lab(network(false), spec, settings);
  }

  /** Returns this with another optimizer and rate. */
  public Lab optimizer(Optimizer optimizer, double rate) {
    return optimizer(optimizer, Constant.of(rate));
  }

  /** Returns this with another schedule of the rate. */
  public Lab schedule(Schedule schedule) {
    return optimizer(spec.optimizer(), schedule);
  }

  private Lab optimizer(Optimizer optimizer, Schedule schedule) {
    TrainingSpec other =
        new TrainingSpec(
            spec.objective(),
            optimizer,
            schedule,
            spec.clipping(),
            spec.epochs(),
            spec.batch(),
            spec.seed(),
            spec.shuffle(),
            spec.monitoring(),
            spec.compute(),
            spec.synchronization());
    return new Lab(network, other, settings);
  }

  /** Returns this on another number of workers. */
  public Lab workers(int workers) {
    return new Lab(network, spec, settings.workers(workers));
  }

  /** Returns this with workers that agree at other times, or send other things. */
  public Lab synchronization(Synchronization synchronization) {
    return new Lab(network, spec.synchronization(synchronization), settings);
  }

  /** Returns this with another number of epochs. */
  public Lab epochs(long epochs) {
    return new Lab(network, spec.epochs(epochs), settings);
  }

  /** Returns this with other settings. */
  public Lab settings(FitSettings other) {
    return new Lab(network, spec, other);
  }

  /** Returns this with another specification. */
  public Lab spec(TrainingSpec other) {
    return new Lab(network, other, settings);
  }

  /** Returns how rows are packed. */
  public RowFormat format() {
    List<RowFormat.Field> fields = new ArrayList<>();
    for (Map.Entry<String, Type> input : spec.objective().inputs(network.graph()).entrySet()) {
      Type type = input.getValue();
      fields.add(new RowFormat.Field(input.getKey(), type.dataType(), type.shape().drop(0)));
    }
    return new RowFormat(fields);
  }

  /** Returns packed rows. */
  public List<byte[]> rows(int count) {
    RowPacker packer = RowPacker.of(format());
    Random random = new Random(5);
    List<byte[]> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      int label = row % CLASSES;
      packer.begin(0.25 + random.nextInt(8) / 4.0);
      for (int i = 0; i < packer.size(0); i++) {
        packer.set(0, i, Math.sin((i + 1.0) * (label + 1)) + 0.5 * random.nextGaussian());
      }
      rows.add(packer.set(1, 0, label).row());
    }
    return rows;
  }

  /** Returns rows in partitions of given sizes, in blocks of up to 50. */
  public static JavaRDD<byte[]> partitions(
      JavaSparkContext context, List<byte[]> rows, int... sizes) {
    List<JavaRDD<byte[]>> parts = new ArrayList<>();
    int from = 0;
    for (int size : sizes) {
      List<byte[]> blocks = new ArrayList<>();
      for (int at = from; at < from + size; at += 50) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        rows.subList(at, Math.min(at + 50, from + size)).forEach(block::writeBytes);
        blocks.add(block.toByteArray());
      }
      parts.add(context.parallelize(blocks, 1));
      from += size;
    }
    return context.union(parts.toArray(new JavaRDD[0]));
  }

  /** Fits to the standard rows in uneven partitions. */
  public Run fit(JavaSparkContext context) {
    return fit(context, partitions(context, rows(ROWS), UNEVEN), Optional.empty());
  }

  /** Fits. */
  public Run fit(
      JavaSparkContext context, JavaRDD<byte[]> training, Optional<JavaRDD<byte[]>> validation) {
    return watched(context, training, validation, event -> {});
  }

  /** Fits and lets somebody watch. */
  public Run watched(
      JavaSparkContext context,
      JavaRDD<byte[]> training,
      Optional<JavaRDD<byte[]>> validation,
      EventSink watcher) {
    List<TrainingEvent> events = new ArrayList<>();
    FitResult result =
        fit(
            context,
            training,
            validation,
            event -> {
              events.add(event);
              watcher.accept(event);
            });
    try (Parameters trained = result.parameters()) {
      return new Run(result, trained.vector().toFloats(), events);
    }
  }

  /** Fits with a sink of its own. */
  public FitResult fit(
      JavaSparkContext context,
      JavaRDD<byte[]> training,
      Optional<JavaRDD<byte[]>> validation,
      EventSink sink) {
    Graph graph = network.graph();
    try (Parameters initial = Parameters.initialize(graph, 11)) {
      FitRequest request =
          new FitRequest(network.toJson(), spec.toJson(JsonCodec.standard()), format(), initial);
      return DistributedTraining.fit(context, training, validation, request, settings, sink);
    }
  }
}
