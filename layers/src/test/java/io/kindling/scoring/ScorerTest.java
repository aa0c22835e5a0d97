package io.kindling.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.Tanh;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.OnnxWriter;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import io.kindling.training.Compute;
import io.kindling.training.Parameters;
import io.kindling.training.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScorerTest {
  private static final Graph GRAPH =
      Network.sequential(Shape.of(3), Dense.of(8), Tanh.of(), Dense.of(2)).graph();
  private static final int ROWS = 100;

  @TempDir Path folder;

  private final float[][] rows = new float[ROWS][3];
  private final float[][] expected = new float[ROWS][2];
  private Path model;

  @BeforeEach
  void write() throws IOException {
    model = write("model.onnx", GRAPH);
    Parameters parameters = Parameters.initialize(GRAPH, 1);
    try (ReferenceBackend backend = new ReferenceBackend();
        Predictor predictor = Predictor.open(GRAPH, parameters.views(), backend, 1)) {
      for (int i = 0; i < ROWS; i++) {
        for (int k = 0; k < 3; k++) {
          rows[i][k] = (float) Math.sin(3 * i + k);
        }
        predictor.input("input").set(rows[i]);
        predictor.run(1).get("output").copyTo(0, expected[i], 0, 2);
      }
    }
  }

  private Path write(String name, Graph graph) throws IOException {
    try (Parameters parameters = Parameters.initialize(graph, 1)) {
      return Files.write(folder.resolve(name), OnnxWriter.plain().write(graph, parameters.views()));
    }
  }

  private void metadata(String json) throws IOException {
    Files.createDirectories(folder.resolve("metadata"));
    Files.writeString(folder.resolve("metadata/_SUCCESS"), "");
    Files.writeString(folder.resolve("metadata/part-00000"), json + "\n");
  }

  private static void near(float[] made, float[] right) {
    for (int k = 0; k < right.length; k++) {
      assertThat(Math.abs(made[k] - right[k])).isLessThan(1e-5f);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Compute.AUTO, ReferenceBackend.NAME})
  void rowsAndBatchesOfAnySize(String backend) {
    ScorerOptions options = ScorerOptions.defaults().batch(7).compute(new Compute(backend, 1));
    try (Scorer scorer = Scorer.open(model, options).warmUp()) {
      for (int i = 0; i < 5; i++) {
        near(scorer.score(rows[i]), expected[i]);
      }
      float[][] all = scorer.score(rows);
      for (int i = 0; i < ROWS; i++) {
        near(all[i], expected[i]);
      }
      assertThat(scorer.score(new float[0][])).isEmpty();
      assertThat(scorer.inputs()).containsOnlyKeys("input");
      assertThat(scorer.outputs()).containsEntry("output", Type.float32(Shape.BATCH, 2));
    }
  }

  @Test
  void tensorsByName() {
    try (Scorer scorer = Scorer.open(model, ScorerOptions.defaults().batch(7))) {
      Tensor input = Tensor.zeros(ROWS, 3);
      for (int i = 0; i < ROWS; i++) {
        input.copyFrom(rows[i], 0, 3L * i, 3);
      }
      Tensor output = scorer.score(Map.of("input", input)).get("output");
      assertThat(output.shape()).isEqualTo(Shape.of(ROWS, 2));
      for (int i = 0; i < ROWS; i++) {
        float[] row = new float[2];
        output.copyTo(2L * i, row, 0, 2);
        near(row, expected[i]);
      }
      assertThatThrownBy(() -> scorer.score(Map.of("x", input)))
          .hasMessageContaining("expected the inputs [input], got [x]");
      assertThatThrownBy(() -> scorer.score(Map.of("input", Tensor.zeros(2, 4))))
          .hasMessageContaining("got FLOAT32 [2, 4]");
    }
  }

  @Test
  void aNetworkWhoseRowsCannotBeTakenApart() throws IOException {
    GraphBuilder builder = GraphBuilder.named("turned");
    Value x = builder.input("x", Type.float32(Shape.BATCH, 3));
    builder.output("y", builder.transpose(x, 1, 0));
    Path turned = write("turned.onnx", builder.build());
    try (Scorer scorer = Scorer.open(turned, ScorerOptions.defaults().batch(2))) {
      Tensor two = Tensor.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5);
      Tensor made = scorer.score(Map.of("x", two)).get("y");
      assertThat(made.shape()).isEqualTo(Shape.of(3, 2));
      assertThat(made.toFloats()).containsExactly(0, 3, 1, 4, 2, 5);
      assertThatThrownBy(() -> scorer.score(Map.of("x", Tensor.zeros(3, 3))))
          .hasMessageContaining("expected at most 2 rows");
      assertThatThrownBy(() -> scorer.score(1, 2, 3)).hasMessageContaining("tensors by name");
    }
  }

  @Test
  void manyThreads_eachGetTheirOwnRows() throws Exception {
    int threads = 8;
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try (Scorer scorer = Scorer.open(model, ScorerOptions.defaults().plans(2))) {
      List<Future<Integer>> done = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int first = t;
        done.add(
            callers.submit(
                () -> {
                  int right = 0;
                  for (int i = 0; i < 500; i++) {
                    int row = (first * 13 + i) % ROWS;
                    near(scorer.score(rows[row]), expected[row]);
                    right++;
                  }
                  return right;
                }));
      }
      for (Future<Integer> one : done) {
        assertThat(one.get(1, TimeUnit.MINUTES)).isEqualTo(500);
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void closing_endsTheThreadsAndRefusesLaterCalls() throws Exception {
    Scorer scorer = Scorer.open(model, ScorerOptions.defaults().plans(2)).warmUp();
    assertThat(computing()).isGreaterThanOrEqualTo(2);
    CountDownLatch running = new CountDownLatch(1);
    ExecutorService caller = Executors.newSingleThreadExecutor();
    Future<?> refused =
        caller.submit(
            () -> {
              while (true) {
                scorer.score(rows[0]);
                running.countDown();
              }
            });
    assertThat(running.await(1, TimeUnit.MINUTES)).isTrue();
    scorer.close();
    scorer.close();
    assertThatThrownBy(() -> refused.get(1, TimeUnit.MINUTES))
        .hasRootCauseMessage("Scorer: expected an open scorer, got a closed one. Open another.");
    assertThat(computing()).isZero();
    caller.shutdownNow();
  }

  private static long computing() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("kindling-onednn"))
        .count();
  }

  @Test
  void whoeverWaitsTooLong_isTold() throws Exception {
    SavedModel saved = SavedModel.read(model);
    ScorerOptions options = ScorerOptions.defaults().plans(1).patience(Duration.ofMillis(50));
    ExecutorService other = Executors.newSingleThreadExecutor();
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ScorerPool pool = new ScorerPool(saved, options)) {
      Future<Boolean> holder =
          other.submit(
              () ->
                  pool.use(
                      predictor -> {
                        taken.countDown();
                        try {
                          return goOn.await(1, TimeUnit.MINUTES);
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                      }));
      assertThat(taken.await(1, TimeUnit.MINUTES)).isTrue();
      assertThatThrownBy(() -> pool.use(predictor -> true))
          .hasMessageContaining("expected one of 1 plans to be free within PT0.05S");
      goOn.countDown();
      assertThat(holder.get(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void aSavedClassifier() throws IOException {
    metadata(
        """
        {"class":"io.kindling.ml.DeepClassificationModel","uid":"a","paramMap":{"thresholds":\
        [0.999999,1e-6]},"defaultParamMap":{"labels":["no","yes"]}}""");
    try (Scorer scorer = Scorer.open(folder)) {
      double[] probabilities = scorer.probabilities(rows[1]);
      double odds = Math.exp(expected[1][0] - expected[1][1]);
      assertThat(probabilities[0] / probabilities[1] / odds).isBetween(0.9999, 1.0001);
      assertThat(probabilities[0] + probabilities[1]).isBetween(0.9999999, 1.0000001);
      assertThat(scorer.predict(rows[1])).isEqualTo(1);
      assertThat(scorer.labels()).containsExactly("no", "yes");
    }
  }

  @Test
  void aSavedRegressor() throws IOException {
    metadata("{\"class\":\"io.kindling.ml.DeepRegressionModel\",\"paramMap\":{}}");
    try (Scorer scorer = Scorer.open(folder)) {
      assertThat(scorer.predict(rows[1])).isEqualTo(scorer.score(rows[1])[0]);
      assertThatThrownBy(() -> scorer.probabilities(rows[1]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("expected the folder of a saved DeepClassificationModel");
    }
  }

  @Test
  void misuse_isRefused() throws IOException {
    try (Scorer scorer = Scorer.open(model)) {
      assertThatThrownBy(() -> scorer.score(1, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected rows of 3 numbers, got 2");
      assertThatThrownBy(() -> scorer.predict(1, 2, 3))
          .hasMessageContaining("DeepClassificationModel or DeepRegressionModel");
      assertThat(scorer.labels()).isEmpty();
    }
    assertThatThrownBy(() -> ScorerOptions.defaults().plans(0))
        .hasMessageContaining("expected 1 or more plans");
    assertThatThrownBy(() -> Scorer.open(folder.resolve("none")))
        .isInstanceOf(ModelFormatException.class);
    Path pipeline = Files.createDirectories(folder.resolve("pipeline/stages/1_net"));
    Files.copy(model, pipeline.resolve("model.onnx"));
    assertThatThrownBy(() -> Scorer.open(folder.resolve("pipeline")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("got that of a pipeline. Its models are [" + pipeline);
    assertThatThrownBy(() -> Scorer.open(Files.createDirectory(folder.resolve("empty"))))
        .hasMessageContaining("expected the folder of a saved model with model.onnx, got none");
    metadata("{");
    assertThatThrownBy(() -> Scorer.open(model))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("expected the description of a saved stage");
  }
}
