package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FreedMemoryTest {
  private static final int BLOCK = 100_000;
  private static final int BLOCKS = 2_000;

  /** Other threads of the process take and free memory meanwhile. */
  private static final long HALF_OF_IT = (long) BLOCK * BLOCKS / 1024 / 2;

  @Test
  void whatIsFreedBetweenBlocksInUseGoesBackToTheSystem() throws IOException {
    assumeThat(isGlibc()).as("glibc, which alone can be asked").isTrue();
    List<Long> freed = new ArrayList<>();
    List<Long> used = new ArrayList<>();
    try {
      for (int i = 0; i < BLOCKS; i++) {
        freed.add(written(BLOCK));
        used.add(written(32));
      }
      freed.forEach(Native::free);
      long before = residentKilobytes();
      FreedMemory.giveBack();
      assertThat(before - residentKilobytes()).as("kilobytes").isGreaterThan(HALF_OF_IT);
    } finally {
      used.forEach(Native::free);
    }
  }

  private static boolean isGlibc() {
    try {
      NativeLibrary.getProcess().getFunction("gnu_get_libc_version");
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  private static long written(long bytes) {
    long address = Native.malloc(bytes);
    new Pointer(address).setMemory(0, bytes, (byte) 1);
    return address;
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
