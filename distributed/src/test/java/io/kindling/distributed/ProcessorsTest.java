package io.kindling.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProcessorsTest {
  @TempDir Path folder;

  /** A machine of four cores with two hardware threads each: 0 and 4 share one, 1 and 5, ... */
  private Processors machine(int logical, String allowed) throws IOException {
    for (int cpu = 0; cpu < 8; cpu++) {
      Path topology = Files.createDirectories(folder.resolve("cpu" + cpu + "/topology"));
      Files.writeString(
          topology.resolve("thread_siblings_list"), cpu % 4 + "," + (cpu % 4 + 4) + "\n");
    }
    Path status = folder.resolve("status");
    Files.writeString(status, "Name:\tjava\nCpus_allowed_list:\t" + allowed + "\nThreads:\t9\n");
    return Processors.of(logical, status, folder);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 0-7, 4", // all of it
    "4, 0-3, 4", // bound to one hardware thread of each core
    "4, '0-1,4-5', 2", // bound to both of two cores
    "1, 6, 1",
    "3, 0-7, 3", // a container with the time of three
    "1, 0-7, 1",
    "6, 0-7, 4"
  })
  void cores_areThoseOfTheProcessorsThatMayBeUsed(int logical, String allowed, int physical)
      throws IOException {
    assertThat(machine(logical, allowed)).isEqualTo(new Processors(logical, physical));
  }

  @Test
  void systemThatDoesNotSay_hasACoreForEveryProcessor() {
    assertThat(Processors.of(6, folder.resolve("status"), folder)).isEqualTo(new Processors(6, 6));
  }

  @Test
  void thisMachine_hasSome() {
    Processors here = Processors.here();

    assertThat(here.logical()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(here.physical()).isBetween(1, here.logical());
  }
}
