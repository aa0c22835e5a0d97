package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kindling.tensor.Arena;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LargePagesTest {
  private static final Path SETTING = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

  private static Tensor advised(Arena arena, long mebibytes) {
    Tensor tensor = arena.unset(DataType.FLOAT32, Shape.of(mebibytes << 18));
    LargePages.advise(tensor);
    for (long i = 0; i < tensor.size(); i += 1024) {
      tensor.setFloat(i, 1);
    }
    return tensor;
  }

  @Test
  void linuxIsAskedForLargePages() throws IOException {
    assumeThat(SETTING).exists();
    assumeThat(Files.readString(SETTING)).doesNotContain("[never]");
    try (Arena arena = Arena.open()) {
      long address = advised(arena, 64).address() + (32 << 20);
      List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
      int found = 0;
      while (!holds(lines.get(found), address)) {
        found++;
      }
      String flags =
          lines.subList(found, lines.size()).stream()
              .filter(line -> line.startsWith("VmFlags:"))
              .findFirst()
              .orElseThrow();
      assertThat(flags.split(" ")).contains("hg");
    }
  }

  private static boolean holds(String line, long address) {
    if (!line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
      return false;
    }
    String[] range = line.split(" ")[0].split("-");
    return Long.parseUnsignedLong(range[0], 16) <= address
        && address < Long.parseUnsignedLong(range[1], 16);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3})
  void memoryWithoutAWholePageIsLeftAsItIs(long mebibytes) {
    try (Arena arena = Arena.open()) {
      assertThat(advised(arena, mebibytes).size()).isEqualTo(mebibytes << 18);
    }
  }
}
