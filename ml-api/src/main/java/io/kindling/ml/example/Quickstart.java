package io.kindling.ml.example;

import io.kindling.layers.optimizer.Adam;
import io.kindling.layers.schedule.Cosine;
import io.kindling.layers.zoo.LeNet;
import io.kindling.ml.DeepClassifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.ElementwiseProduct;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Trains LeNet on images of digits in a Spark ML Pipeline, saves the PipelineModel, and lets a
 * second JVM load and score it.
 */
public final class Quickstart {
  private static final int PIXELS = 28 * 28;
  private static final int BAD_OPTIONS = 2;
  private static final long SCORING_MINUTES = 10;

  private Quickstart() {}

  /** Runs; {@link QuickstartOptions#USAGE} says what can be chosen. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (Arrays.asList(arguments).contains("--help")) {
      System.out.println(QuickstartOptions.USAGE);
      return;
    }
    QuickstartOptions options;
    try {
      options = QuickstartOptions.parse(arguments);
      requireFree(options);
    } catch (IllegalArgumentException e) {
      System.err.println("quickstart: " + e.getMessage());
      System.err.println(QuickstartOptions.USAGE);
      System.exit(BAD_OPTIONS);
      return;
    }
    Path model =
        options.output().isPresent()
            ? options.output().get().toAbsolutePath()
            : Files.createTempDirectory("kindling-quickstart").resolve("model");
    train(options, model);
    scoreElsewhere(options, model);
    System.out.println("model: " + model);
  }

  private static void requireFree(QuickstartOptions options) {
    if (options.output().isPresent() && Files.exists(options.output().get())) {
      throw new IllegalArgumentException(
          "--output: expected a path that does not exist yet, got \"%s\"."
              .formatted(options.output().get()));
    }
    if (options.data().isPresent()) {
      try {
        IdxDigits.require(options.data().get());
      } catch (NoSuchFileException e) {
        throw new IllegalArgumentException(
            "--data: expected a folder with MNIST's four files, got no %s (nor with .gz)."
                .formatted(e.getFile()),
            e);
      }
    }
  }

  private static void train(QuickstartOptions options, Path path) throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master(options.master())
            .appName("kindling-quickstart")
            .getOrCreate()) {
      Dataset<Row> train = DigitRows.of(spark, options.data(), false);
      Dataset<Row> test = DigitRows.of(spark, options.data(), true);
      // Nothing is chosen by the validation rows (no early stopping), so the test images may serve
      // as such: they show how training goes on and change nothing.
      PipelineModel model = pipeline(options).fit(train.union(test));
      model.save(path.toString());
      Score.print("test accuracy", Score.accuracy(model, test));
    }
  }

  private static Pipeline pipeline(QuickstartOptions options) {
    double[] scale = new double[PIXELS];
    Arrays.fill(scale, 1 / 255.0);
    ElementwiseProduct scaling =
        new ElementwiseProduct()
            .setInputCol("pixels")
            .setOutputCol("features")
            .setScalingVec(Vectors.dense(scale));
    DeepClassifier classifier =
        new DeepClassifier()
            .setNetwork(LeNet.of())
            .setOptimizer(Adam.of())
            .setSchedule(Cosine.of(options.learningRate(), options.epochs()))
            .setEpochs(options.epochs())
            .setBatchSize(options.batchSize())
            .setSeed(options.seed())
            .setWorkers(options.workers())
            .setValidationIndicatorCol("test")
            .setRunName("lenet");
    return new Pipeline().setStages(new PipelineStage[] {scaling, classifier});
  }

  private static void scoreElsewhere(QuickstartOptions options, Path model)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Score.class.getName()));
    command.add(options.master().startsWith("local") ? "local[*]" : options.master());
    command.add(model.toString());
    options.data().ifPresent(data -> command.add(data.toString()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      if (!process.waitFor(SCORING_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(
            "Quickstart: expected the second JVM to score within %d minutes, got %s. See above."
                .formatted(
                    SCORING_MINUTES,
                    process.isAlive() ? "no end" : "exit status " + process.exitValue()));
      }
    } finally {
      process.destroy();
    }
  }
}
