package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.backend.Backend;
import io.kindling.backend.BackendProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How oneDNN comes into a process, and what is said when it cannot. */
final class LoadingTest {
  @TempDir private Path folder;

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(BackendProvider.class))
        .filteredOn(provider -> provider.name().equals("onednn"))
        .singleElement()
        .satisfies(provider -> assertThat(provider.unsupported()).isEmpty());
  }

  @Test
  void saysWhyAPlatformIsUnsupported() {
    assertThat(OneDnnLibrary.unsupported("linux-s390x"))
        .hasValueSatisfying(why -> assertThat(why).contains("linux-s390x"));
  }

  @Test
  void namesVersionAndInstructionSet() {
    try (Backend backend = new OneDnnProvider().open(1)) {
      assertThat(backend.name()).isEqualTo("onednn");
      assertThat(backend.threads()).isEqualTo(1);
      assertThat(backend.description()).matches("oneDNN 3\\.\\d+\\.\\d+, .+");
    }
  }

  @Test
  void refusesFewerThanOneThread() {
    assertThatThrownBy(() -> new OneDnnProvider().open(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 0");
  }

  @Test
  void unpacksToTheNamedDirectory() throws Exception {
    Path cache = folder.resolve("cache");
    assertThat(open(cache)).startsWith("opened oneDNN");
    try (Stream<Path> files = Files.walk(cache)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.startsWith("libjnidnnl"));
    }
  }

  @Test
  void refusesADirectoryThatCannotBeMade() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThat(open(file.resolve("cache")))
        .startsWith("refused oneDNN: expected a directory")
        .contains(file.toString());
  }

  @Test
  void namesTheFileThatANoexecFileSystemRefuses() throws Exception {
    Path shared = Path.of("/dev/shm");
    assumeTrue(isNoexec(shared), "needs a writable noexec file system at /dev/shm");
    Path cache = Files.createTempDirectory(shared, "kindling");
    try {
      assertThat(open(cache))
          .startsWith("refused oneDNN: expected loadable libraries")
          .contains(cache.toString())
          .contains("noexec");
    } finally {
      try (Stream<Path> files = Files.walk(cache)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static boolean isNoexec(Path mount) throws IOException {
    Path mounts = Path.of("/proc/mounts");
    if (!Files.isReadable(mounts) || !Files.isWritable(mount)) {
      return false;
    }
    return Files.readAllLines(mounts).stream()
        .map(line -> List.of(line.split(" ")))
        .anyMatch(m -> m.get(1).equals(mount.toString()) && m.get(3).contains("noexec"));
  }

  private String open(Path cache) throws Exception {
    Path output = folder.resolve("output");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-D" + BackendProvider.NATIVE_CACHE + "=" + cache,
                "-cp",
                System.getProperty("java.class.path"),
                OpenOnce.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("opened") || line.startsWith("refused"))
        .findFirst()
        .orElseGet(() -> "nothing");
  }
}
