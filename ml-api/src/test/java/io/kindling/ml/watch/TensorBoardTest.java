package io.kindling.ml.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kindling.ml.DeepClassificationModel;
import io.kindling.ml.support.LocalSpark;
import io.kindling.ml.support.Python;
import io.kindling.ml.support.Toy;
import io.kindling.training.TrainingEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read by TensorBoard's own reader. */
public final class TensorBoardTest {
  @TempDir Path folder;

  private JsonNode read() throws Exception {
    String json = Python.run("tensorboard", getClass(), "read_events.py", folder.toString());
    return new ObjectMapper().readTree(json);
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void fit_isReadByTensorBoard() throws Exception {
    List<TrainingEvent> events = new ArrayList<>();
    DeepClassificationModel model =
        Toy.classifier()
            .setRunName("points: a/b")
            .setEpochs(2)
            .setValidationIndicatorCol("held")
            .setTensorBoardDir(folder.toString())
            .setTensorBoardInterval(2)
            .setTensorBoardHistograms(4)
            .fit(Toy.points(128, 1), events::add);
    // 96 rows in batches of 16: 6 steps an epoch.
    JsonNode found = read();
    assertThat(names(found)).containsExactly("points_ a_b");
    JsonNode run = found.get("points_ a_b");

    JsonNode scalars = run.get("scalars");
    assertThat(names(scalars))
        .containsExactlyInAnyOrder(
            "loss/step",
            "loss/epoch",
            "loss/validation",
            "accuracy/step",
            "accuracy/epoch",
            "accuracy/validation",
            "time/data",
            "time/compute",
            "time/communication",
            "time/update",
            "training/learning_rate",
            "training/gradient_norm",
            "training/rows_per_second",
            "training/epoch_rows_per_second");
    assertThat(names(scalars.get("loss/step"))).containsExactly("2", "4", "6", "8", "10", "12");
    assertThat(names(scalars.get("loss/validation"))).containsExactly("6", "12");
    for (TrainingEvent event : events) {
      if (event instanceof TrainingEvent.StepFinished step && step.step() % 2 == 1) {
        assertThat(scalars.get("loss/step").get("" + (step.step() + 1)).asDouble())
            .isCloseTo(step.loss(), within(1e-6));
      }
    }
    assertThat(scalars.get("loss/epoch").get("12").asDouble())
        .isCloseTo(model.summary().history().get(1).loss(), within(1e-6));

    JsonNode histograms = run.get("histograms");
    assertThat(names(histograms)).contains("parameters/dense_1.weight", "gradients/dense_2.bias");
    assertThat(names(histograms.get("parameters/dense_1.weight"))).containsExactly("4", "8", "12");

    Iterator<JsonNode> nodes = run.get("graph").elements();
    List<String> operators = new ArrayList<>();
    nodes.forEachRemaining(node -> operators.add(node.get(0).asText()));
    assertThat(operators).contains("Placeholder", "Variable", "Gemm", "Relu");
    List<String> all = names(run.get("graph"));
    for (JsonNode node : run.get("graph")) {
      for (JsonNode input : node.get(1)) {
        assertThat(all).contains(input.asText());
      }
    }
  }

  @Test
  void runsOfOneName_haveFoldersOfTheirOwn() throws Exception {
    for (int run = 0; run < 2; run++) {
      Toy.classifier()
          .setRunName("twice")
          .setEpochs(1)
          .setTensorBoardDir(folder.toUri().toString())
          .fit(Toy.points(60, 1));
    }
    try (Stream<Path> folders = Files.list(folder)) {
      assertThat(folders.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("twice", "twice-2");
    }
    assertThat(names(read())).containsExactlyInAnyOrder("twice", "twice-2");
  }

  @Test
  void eventsAreThere_whileTheFitRuns() {
    long[] sizes = new long[2];
    Toy.classifier()
        .setRunName("live")
        .setEpochs(2)
        .setTensorBoardDir(folder.toString())
        .setTensorBoardInterval(1)
        .fit(
            Toy.points(60, 1),
            event -> {
              if (event instanceof TrainingEvent.StepFinished step && step.step() == 3) {
                sizes[0] = size(folder.resolve("live"));
              } else if (event instanceof TrainingEvent.Finished) {
                sizes[1] = size(folder.resolve("live"));
              }
            });
    assertThat(sizes[0]).isPositive();
    assertThat(sizes[1]).isGreaterThan(sizes[0]);
  }

  private static long size(Path run) {
    try (Stream<Path> files = Files.list(run)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void directoryThatCannotBeWritten_isAWarning() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "here is no folder");
    DeepClassificationModel model =
        Toy.classifier()
            .setEpochs(1)
            .setTensorBoardDir(file.resolve("logs").toString())
            .fit(Toy.points(60, 1));
    assertThat(model.summary().history()).hasSize(1);
    DeepClassificationModel other =
        Toy.classifier()
            .setEpochs(1)
            .setTensorBoardDir("nosuchscheme://host/logs")
            .fit(Toy.points(60, 1));
    assertThat(other.summary().history()).hasSize(1);
  }

  @Test
  void storeThatShowsOnlyWholeFiles_getsAFileForEachEpoch() throws Exception {
    LocalSpark.session()
        .sparkContext()
        .hadoopConfiguration()
        .set("fs.whole.impl", WholeFiles.class.getName());
    Toy.classifier()
        .setRunName("rolled")
        .setEpochs(3)
        .setTensorBoardDir("whole://" + folder)
        .setTensorBoardInterval(1)
        .fit(Toy.points(60, 1));
    try (Stream<Path> files = Files.list(folder.resolve("rolled"))) {
      assertThat(files.filter(file -> !file.getFileName().toString().endsWith(".crc"))).hasSize(3);
    }
    assertThat(names(read().get("rolled").get("scalars").get("loss/epoch")))
        .containsExactly("4", "8", "12");
  }
}
