package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kindling.ml.support.Toy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Tasks that score at the same time have together as many threads as there are cores for them. */
final class ScoringThreadsTest {
  private static final Path TASKS = Path.of("/proc/self/task");

  /** The compute threads of oneDNN's backends and their OpenMP threads, which inherit the name. */
  private static Set<String> computing() throws IOException {
    Set<String> found = new HashSet<>();
    try (Stream<Path> tasks = Files.list(TASKS)) {
      for (Path task : (Iterable<Path>) tasks::iterator) {
        try {
          if (Files.readString(task.resolve("comm")).startsWith("kindling-onednn")) {
            found.add(task.getFileName().toString());
          }
        } catch (IOException e) {
          // It has ended since it was listed.
        }
      }
    }
    return found;
  }

  @Test
  void fourPartitionsInTwoSlots_useAThreadForEachSlot() throws Exception {
    assumeThat(Files.isDirectory(TASKS)).as("Linux").isTrue();
    Dataset<Row> points = Toy.points(400, 1).repartition(4).persist();
    DeepClassificationModel model = Toy.classifier().setEpochs(1).fit(points);
    Set<String> before = computing();

    assertThat(model.transform(points).collectAsList()).hasSize(400);

    // Idle plans keep their threads for a minute, so all that there were are there still.
    Set<String> ours = computing();
    ours.removeAll(before);
    assertThat(ours).hasSizeBetween(1, 2);
    points.unpersist();
  }
}
