package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kindling.ml.support.LocalSpark;
import io.kindling.ml.support.Toy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class TuningTest {
  private static MulticlassClassificationEvaluator accuracy() {
    return new MulticlassClassificationEvaluator().setMetricName("accuracy");
  }

  @Test
  void crossValidator_searchesRateBatchAndNetworkInParallel() {
    DeepClassifier classifier = Toy.classifier().setEpochs(2);
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(classifier.learningRate(), new double[] {1e-7, 0.05})
            .addGrid(classifier.batchSize(), new int[] {8, 16})
            .addGrid(
                classifier.network(),
                scala.jdk.javaapi.CollectionConverters.asScala(
                    List.of(Toy.network(3, 4).toJson(), Toy.network(3, 16).toJson())))
            .build();

    CrossValidatorModel best =
        new CrossValidator()
            .setEstimator(classifier)
            .setEvaluator(accuracy())
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setParallelism(2)
            .fit(Toy.points(120, 1));

    assertThat(best.avgMetrics()).hasSize(8);
    assertThat(grid[indexOfBest(best.avgMetrics())].get(classifier.learningRate()).get())
        .isEqualTo(0.05);
    assertThat(best.bestModel()).isInstanceOf(DeepClassificationModel.class);
  }

  @Test
  void trainValidationSplit_searchesRateBatchAndNetwork() {
    DeepClassifier classifier = Toy.classifier().setEpochs(1);
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(classifier.batchSize(), new int[] {4, 100})
            .addGrid(classifier.learningRate(), new double[] {0.003, 1e-7})
            .addGrid(
                classifier.network(),
                scala.jdk.javaapi.CollectionConverters.asScala(
                    List.of(Toy.network(3, 16).toJson(), Toy.network(3, 4).toJson())))
            .build();
    TrainValidationSplitModel best =
        new TrainValidationSplit()
            .setEstimator(classifier)
            .setEvaluator(accuracy())
            .setEstimatorParamMaps(grid)
            .setParallelism(2)
            .setTrainRatio(0.7)
            .setSeed(1)
            .fit(Toy.points(200, 1));

    assertThat(best.validationMetrics()).hasSize(8);
    ParamMap winner = grid[indexOfBest(best.validationMetrics())];
    assertThat(winner.get(classifier.batchSize()).get()).isEqualTo(4);
    assertThat(winner.get(classifier.learningRate()).get()).isEqualTo(0.003);
  }

  @Test
  void earlyStopping_worksInsideCrossValidator() {
    DeepClassifier classifier =
        Toy.classifier()
            .setEpochs(40)
            .setLearningRate(0.5)
            .setPatience(1)
            .setValidationIndicatorCol("held");

    CrossValidatorModel best =
        new CrossValidator()
            .setEstimator(classifier)
            .setEvaluator(accuracy())
            .setEstimatorParamMaps(
                new ParamGridBuilder().addGrid(classifier.seed(), new long[] {1}).build())
            .setNumFolds(2)
            .setParallelism(2)
            .fit(Toy.points(120, 1));

    TrainingSummary summary = ((DeepClassificationModel) best.bestModel()).summary();
    assertThat(summary.reason()).startsWith("early stopping");
    assertThat(summary.bestEpoch()).isEqualTo(summary.history().size() - 3);
    double[] losses =
        summary.history().stream()
            .mapToDouble(epoch -> epoch.metric("validation_loss").orElseThrow())
            .toArray();
    assertThat(losses[(int) summary.bestEpoch()])
        .isEqualTo(Arrays.stream(losses).min().getAsDouble());
  }

  @Test
  void fitsSideBySide_giveWhatEachGivesAlone() throws Exception {
    Dataset<Row> points = Toy.points(120, 1);
    DeepClassifier one = Toy.classifier().setSeed(1).setEpochs(2);
    DeepClassifier two = Toy.classifier().setSeed(2).setEpochs(2).setLearningRate(0.05);
    float[] aloneOne = weights(one.fit(points));
    float[] aloneTwo = weights(two.fit(points));

    CompletableFuture<float[]> first =
        CompletableFuture.supplyAsync(() -> weights(one.fit(points)));
    CompletableFuture<float[]> second =
        CompletableFuture.supplyAsync(() -> weights(two.fit(points)));

    assertThat(first.get(3, TimeUnit.MINUTES)).isEqualTo(aloneOne);
    assertThat(second.get(3, TimeUnit.MINUTES)).isEqualTo(aloneTwo);
    assertThat(aloneOne).isNotEqualTo(aloneTwo);
  }

  @Test
  void oneEstimator_fitsInTwoThreads() throws Exception {
    Dataset<Row> points = Toy.points(120, 1);
    DeepClassifier classifier = Toy.classifier().setEpochs(2);

    CompletableFuture<float[]> first =
        CompletableFuture.supplyAsync(() -> weights(classifier.fit(points)));
    float[] second = weights(classifier.fit(points));

    assertThat(first.get(3, TimeUnit.MINUTES)).isEqualTo(second);
  }

  @Test
  void cancelledJobGroup_endsTheFitAndLeavesNothing() throws Exception {
    Dataset<Row> points = Toy.points(120, 1);
    SparkContext context = LocalSpark.session().sparkContext();
    DeepClassifier endless = Toy.classifier().setEpochs(1_000_000).setWorkers(2);
    CompletableFuture<Throwable> fit =
        CompletableFuture.supplyAsync(
            () -> {
              context.setJobGroup("fit of this test", "endless", false);
              return catchThrowable(() -> endless.fit(points));
            });
    // Cancelling what has not begun has no effect, so it is said until the fit has ended.
    for (int i = 0; i < 300 && !fit.isDone(); i++) {
      Thread.sleep(200);
      context.cancelJobGroup("fit of this test");
    }

    assertThat(fit.get(1, TimeUnit.SECONDS)).isNotNull().hasMessageContaining("cancelled");
    assertThat(context.getPersistentRDDs().size()).isZero();
    assertThat(endless.setEpochs(1).fit(points).summary().history()).hasSize(1);
  }

  @Test
  void interruptedThread_endsItsFit() {
    Dataset<Row> points = Toy.points(12, 1);
    Thread.currentThread().interrupt();
    Throwable failure = catchThrowable(() -> Toy.classifier().fit(points));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("interrupted");
    assertThat(LocalSpark.session().sparkContext().getPersistentRDDs().size()).isZero();
  }

  @Test
  void earlyStopping_keepsTheBestWeights() {
    Dataset<Row> points = Toy.points(120, 1);
    DeepClassifier classifier =
        Toy.classifier()
            .setEpochs(30)
            .setLearningRate(0.5)
            .setPatience(2)
            .setValidationIndicatorCol("held");
    DeepClassificationModel stopped = classifier.fit(points);
    TrainingSummary summary = stopped.summary();

    double best =
        summary.history().stream()
            .mapToDouble(epoch -> epoch.metric("validation_loss").orElseThrow())
            .min()
            .orElseThrow();
    assertThat(
            summary
                .history()
                .get((int) summary.bestEpoch())
                .metric("validation_loss")
                .orElseThrow())
        .isEqualTo(best);
    DeepClassificationModel upToBest =
        classifier.setPatience(-1).setEpochs((int) summary.bestEpoch() + 1).fit(points);
    assertThat(weights(stopped)).isEqualTo(weights(upToBest));
  }

  private static float[] weights(DeepClassificationModel model) {
    return model.tensor("dense_1.weight").toFloats();
  }

  private static int indexOfBest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
