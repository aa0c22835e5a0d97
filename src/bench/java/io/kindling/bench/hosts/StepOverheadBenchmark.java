package io.kindling.bench.hosts;

import io.kindling.bench.Benchmark;
import io.kindling.bench.Goal;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.measure.Machine;
import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.Relu;
import io.kindling.layers.optimizer.Sgd;
import io.kindling.ml.DeepClassifier;
import io.kindling.tensor.Shape;
import io.kindling.training.WorkerTimes;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/**
 * What a step of a tiny network costs beside its computing, in two executors: in the loop of one
 * stage, as a Spark job of its own, and as two jobs that exchange the gradient through blocks.
 */
public final class StepOverheadBenchmark implements Benchmark {
  private static final int WORKERS = 2;
  private static final int ROWS = 3200;
  private static final int BATCH = 32;
  private static final int EPOCHS = 30;
  private static final int INPUTS = 4;
  private static final int UNITS = 8;
  private static final int JOBS = 30;
  private static final double MOST_MILLIS = 1.5;
  private static final OptionalDouble NONE = OptionalDouble.empty();

  @Override
  public String name() {
    return "step-overhead";
  }

  @Override
  public String summary() {
    return "what a step costs beside its computing in two executors, beside a Spark job per step";
  }

  @Override
  public List<String> parts() {
    return List.of("tiny");
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    out.println("machine: " + Machine.describe());
    try (SparkSession spark =
        SparkSession.builder()
            .master("local-cluster[%d,1,1024]".formatted(WORKERS))
            .appName("kindling-bench")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()) {
      double ours = ours(spark, out);
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      double job = median(() -> job(context)) * 1e3;
      double blocks = BlockSteps.seconds(context, WORKERS, INPUTS * UNITS, JOBS) * 1e3;
      String note = "in two executors";
      return List.of(
          row("step-overhead", ours, OptionalDouble.of(MOST_MILLIS), "the most that is allowed"),
          row("a Spark job per step", job, NONE, note),
          row(
              "two jobs per step through blocks",
              blocks,
              NONE,
              note + ", as BigDL does (there 3.6" + " to 11 % of computing)"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String name, double millis, OptionalDouble most, String note) {
    OptionalDouble required = most.isPresent() ? OptionalDouble.of(1) : NONE;
    return new Row(name, OptionalDouble.of(millis), most, required, Goal.AT_MOST, "ms", note);
  }

  private static double ours(SparkSession spark, PrintStream out) {
    Dataset<org.apache.spark.sql.Row> rows =
        spark
            .range(0, ROWS, 1, WORKERS)
            .selectExpr(
                "array(sin(id), cos(id), sin(3 * id), cos(5 * id)) as features",
                "cast(id % 2 as double) as label")
            .cache();
    DeepClassifier classifier =
        new DeepClassifier()
            .setNetwork(
                Network.sequential(Shape.of(INPUTS), Dense.of(UNITS), Relu.of(), Dense.of(2)))
            .setOptimizer(Sgd.of())
            .setBatchSize(BATCH)
            .setEpochs(EPOCHS)
            .setWorkers(WORKERS);
    classifier.copy(new org.apache.spark.ml.param.ParamMap()).fit(rows);
    List<WorkerTimes> times = classifier.fit(rows).summary().times();
    times.forEach(each -> out.println(each));
    // Both wait for each other, so the one that waits less shows what waiting costs at least.
    return times.stream()
        .min(Comparator.comparingDouble(StepOverheadBenchmark::beside))
        .map(StepOverheadBenchmark::beside)
        .orElse(Double.NaN);
  }

  private static double beside(WorkerTimes times) {
    return (times.dataSeconds() + times.communicationSeconds() + times.updateSeconds())
        / times.steps()
        * 1e3;
  }

  private static double median(Supplier<Double> seconds) {
    double[] all = new double[JOBS];
    Arrays.setAll(all, i -> seconds.get());
    Arrays.sort(all);
    return all[JOBS / 2];
  }

  private static double job(JavaSparkContext context) {
    long began = System.nanoTime();
    context.parallelize(List.of(0, 1), WORKERS).foreach(each -> {});
    return (System.nanoTime() - began) / 1e9;
  }
}
