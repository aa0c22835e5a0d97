package io.kindling.bench.faults;

import io.kindling.distributed.DistributedTraining;
import io.kindling.distributed.FitRequest;
import io.kindling.distributed.FitResult;
import io.kindling.distributed.FitSettings;
import io.kindling.graph.Type;
import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.optimizer.Adam;
import io.kindling.layers.schedule.Constant;
import io.kindling.tensor.Shape;
import io.kindling.training.Compute;
import io.kindling.training.EventSink;
import io.kindling.training.Parameters;
import io.kindling.training.RowFormat;
import io.kindling.training.RowPacker;
import io.kindling.training.TrainingEvent;
import io.kindling.training.TrainingSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The process with the driver and two executors: {@code FAULT}. */
final class FaultProgram {
  private static final Network NETWORK =
      Network.sequential(
          Shape.of(200), Dense.of(500), Relu.of(), Dense.of(500), Relu.of(), Dense.of(5));
  private static final TrainingSpec SPEC =
      TrainingSpec.of(SoftmaxCrossEntropy.of(), Adam.of(), Constant.of(0.001))
          .epochs(12)
          .batch(64)
          .seed(3)
          .compute(new Compute("auto", 1));
  private static final int ROWS = 4_000;
  private static final long HIT = 250;

  private final JavaSparkContext spark;

  private FaultProgram(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** Prints the events, a hash of the parameters and the seconds. */
  public static void main(String[] arguments) throws Exception {
    try (SparkSession session =
        SparkSession.builder()
            .master("local-cluster[2,1,1024]")
            .appName("faults")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()) {
      FaultProgram program =
          new FaultProgram(JavaSparkContext.fromSparkContext(session.sparkContext()));
      BenchFault fault = BenchFault.of(arguments[0]);
      double seconds = fault == BenchFault.CANCELLED ? program.cancelled() : program.hit(fault);
      System.out.printf(Locale.ROOT, "@seconds %.3f%n", seconds);
    }
  }

  private double hit(BenchFault fault) {
    String signal = fault == BenchFault.KILLED ? "KILL" : "STOP";
    fit(event -> {});
    double undisturbed = fit(event -> {});
    long victim = processes().get(0);
    boolean[] hit = {false};
    double disturbed =
        fit(
            event -> {
              if (!hit[0]
                  && event instanceof TrainingEvent.StepFinished step
                  && step.step() >= HIT) {
                hit[0] = true;
                signal(victim, signal);
              }
            });
    System.out.printf(
        Locale.ROOT, "undisturbed %.1f s, disturbed %.1f s%n", undisturbed, disturbed);
    return disturbed - undisturbed;
  }

  private double cancelled() {
    fit(event -> {});
    long[] at = new long[1];
    spark.setJobGroup("bench", "to be cancelled", false);
    try {
      fit(
          event -> {
            if (event instanceof TrainingEvent.StepFinished step && step.step() == HIT) {
              at[0] = System.nanoTime();
              spark.cancelJobGroup("bench");
            }
          });
      throw new IllegalStateException("the fit was not cancelled");
    } catch (RuntimeException e) {
      double seconds = (System.nanoTime() - at[0]) / 1e9;
      System.out.println("cancelled: " + e.getMessage());
      spark.clearJobGroup();
      double again = fit(event -> {});
      System.out.printf(Locale.ROOT, "run again at once: %.1f s%n", again);
      return seconds;
    }
  }

  /** Returns the seconds of a fit. */
  private double fit(EventSink watcher) {
    RowFormat format = format();
    long began = System.nanoTime();
    try (Parameters initial = Parameters.initialize(NETWORK.graph(), 11)) {
      FitRequest request =
          new FitRequest(NETWORK.toJson(), SPEC.toJson(JsonCodec.standard()), format, initial);
      FitResult result =
          DistributedTraining.fit(
              spark,
              rows(format),
              Optional.empty(),
              request,
              FitSettings.defaults().workers(2),
              event -> {
                if (event instanceof TrainingEvent.Resumed
                    || event instanceof TrainingEvent.Straggling) {
                  System.out.println(event);
                }
                watcher.accept(event);
              });
      double seconds = (System.nanoTime() - began) / 1e9;
      int hash;
      try (Parameters trained = result.parameters()) {
        hash = Arrays.hashCode(trained.vector().toFloats());
      }
      System.out.println("hash of the parameters " + hash);
      return seconds;
    }
  }

  private static RowFormat format() {
    List<RowFormat.Field> fields = new ArrayList<>();
    for (Map.Entry<String, Type> input : SPEC.objective().inputs(NETWORK.graph()).entrySet()) {
      Type type = input.getValue();
      fields.add(new RowFormat.Field(input.getKey(), type.dataType(), type.shape().drop(0)));
    }
    return new RowFormat(fields);
  }

  private JavaRDD<byte[]> rows(RowFormat format) {
    RowPacker packer = RowPacker.of(format);
    Random random = new Random(5);
    List<byte[]> blocks = new ArrayList<>();
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int row = 0; row < ROWS; row++) {
      packer.begin(1);
      for (int i = 0; i < packer.size(0); i++) {
        packer.set(0, i, random.nextGaussian());
      }
      block.writeBytes(packer.set(1, 0, row % 5).row());
      if (row % 100 == 99) {
        blocks.add(block.toByteArray());
        block.reset();
      }
    }
    return spark.parallelize(blocks, 4);
  }

  private List<Long> processes() {
    return spark
        .parallelize(IntStream.range(0, 8).boxed().toList(), 8)
        .map(
            i -> {
              Thread.sleep(50);
              return ProcessHandle.current().pid();
            })
        .distinct()
        .collect();
  }

  private static void signal(long process, String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process)).start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
