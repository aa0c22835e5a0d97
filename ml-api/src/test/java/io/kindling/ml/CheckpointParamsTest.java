package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.layers.optimizer.Adam;
import io.kindling.ml.support.Toy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The params of checkpoints, and models of checkpoints. 60 rows, 4 steps an epoch. */
final class CheckpointParamsTest {
  private static Dataset<Row> data;

  @TempDir Path folder;

  @BeforeAll
  static void points() {
    data = Toy.points(60, 1);
  }

  private static DeepRegressor stage() {
    return new DeepRegressor()
        .setNetwork(Toy.network(1, 4))
        .setOptimizer(Adam.of())
        .setLearningRate(0.1)
        .setBatchSize(15)
        .setEpochs(5)
        .setWorkers(1)
        .setThreads(1);
  }

  private static float[] weights(DeepRegressor stage) {
    return stage.fit(data).tensor("dense_1.weight").toFloats();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("step-"))
          .sorted()
          .toList();
    }
  }

  @Test
  void newestCheckpoints_areKeptAndScored() throws IOException {
    DeepRegressor stage =
        stage()
            .setCheckpointDir(folder.toString())
            .setCheckpointInterval("2 steps")
            .setKeepCheckpoints(2);
    DeepRegressionModel model = stage.fit(data);

    assertThat(files()).containsExactly("step-000000000018.kindling", "step-000000000020.kindling");
    DeepModel last = DeepModel.fromCheckpoint(folder.toString(), -1);
    DeepModel before = DeepModel.fromCheckpoint(folder.toString(), 18);
    assertThat(last.tensor("dense_1.weight").toFloats())
        .isEqualTo(model.tensor("dense_1.weight").toFloats())
        .isNotEqualTo(before.tensor("dense_1.weight").toFloats());
    assertThat(last.network()).isEqualTo(model.network());
    assertThatThrownBy(() -> DeepModel.fromCheckpoint(folder.toString(), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("after step 3");
  }

  @Test
  void training_goesOnFromACheckpointWithOrWithoutItsOptimizer() {
    var unused = stage().setEpochs(2).setCheckpointDir(folder.toString()).fit(data);
    DeepRegressor resumed = stage().setResumeFrom(folder.toString());

    assertThat(weights(resumed)).isEqualTo(weights(stage()));
    assertThat(weights(resumed.setResetOptimizer(true))).isNotEqualTo(weights(stage()));
    assertThat(resumed.fit(data).summary().history()).hasSize(5);
  }

  @Test
  void whatCannotBe_isRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> stage().setCheckpointDir(file.resolve("in").toString()).fit(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a directory that can be written to");
    assertThatThrownBy(() -> stage().setCheckpointInterval("often"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stage().setCheckpointInterval("0 steps"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stage().setKeepCheckpoints(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stage().setResumeFrom(folder.resolve("none").toString()).fit(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a checkpoint");
  }
}
