package io.kindling.distributed.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kindling.distributed.transport.Header.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "memory is shared on Linux only")
final class SharedMemoryTest {
  private static final Window WINDOW = new Window(2, 10_001);

  @Test
  void whatOneWrites_theOtherReads_eachStreamInItsPlace() throws Exception {
    try (SharedMemory writing = SharedMemory.create(WINDOW);
        SharedMemory reading = SharedMemory.open(writing.offer(), WINDOW)) {
      List<Header> all =
          Stream.of(Kind.REDUCE, Kind.GATHER)
              .flatMap(kind -> Stream.of(6L, 7L).map(number -> new Header(kind, number, 10_001)))
              .toList();
      for (Header header : all) {
        writing.put(header, bytes(header));
      }
      for (Header header : all) {
        assertThat(reading.get(header)).as("%s", header).isEqualTo(bytes(header));
      }
      Header later = new Header(Kind.GATHER, 8, 3);
      writing.put(later, bytes(later));
      assertThat(reading.get(later)).isEqualTo(bytes(later));
    }
  }

  private static ByteBuffer bytes(Header header) {
    byte[] bytes = new byte[header.bytes()];
    Arrays.fill(bytes, (byte) (10 * header.kind().ordinal() + header.number()));
    return ByteBuffer.wrap(bytes);
  }

  @Test
  void onlyTheWriterCanWrite() throws Exception {
    try (SharedMemory writing = SharedMemory.create(WINDOW);
        SharedMemory reading = SharedMemory.open(writing.offer(), WINDOW)) {
      assertThat(reading.get(new Header(Kind.REDUCE, 0, 8)).isReadOnly()).isTrue();
    }
  }

  @Test
  void theFile_hasNoName_andIsNobodyElses() throws Exception {
    try (SharedMemory writing = SharedMemory.create(WINDOW)) {
      Path open = Path.of(writing.offer().path());
      assertThat(Files.getOwner(open)).isEqualTo(Files.getOwner(Path.of("/proc/self")));
      assertThat(Files.getPosixFilePermissions(open)).hasSize(2);
      try (Stream<Path> named = Files.list(Path.of("/dev/shm"))) {
        assertThat(named.map(file -> file.getFileName().toString()))
            .noneMatch(name -> name.startsWith("kindling-"));
      }
    }
  }

  @Test
  void closingGivesFileAndMemoryBack() throws Exception {
    SharedMemory writing = SharedMemory.create(WINDOW);
    SharedMemory reading = SharedMemory.open(writing.offer(), WINDOW);
    assertThat(mappings()).isEqualTo(2);

    reading.close();
    writing.close();

    assertThat(mappings()).isZero();
    assertThat(Path.of(writing.offer().path()))
        .satisfiesAnyOf(
            file -> assertThat(file).doesNotExist(),
            file ->
                assertThat(Files.readSymbolicLink(file).toString()).doesNotContain("kindling-"));
    assertThatThrownBy(() -> reading.get(new Header(Kind.REDUCE, 0, 8)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static long mappings() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(line -> line.contains("/dev/shm/kindling-")).count();
    }
  }

  @Test
  void moreThanTheSystemHas_isRefusedBeforeAnyIsTaken(@TempDir Path directory) throws Exception {
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=64k", "none", directory.toString()))
        .as("may mount a file system of 64 KiB, exit code")
        .isZero();
    try {
      assertThatThrownBy(() -> SharedFile.create(directory, 1 << 20))
          .isInstanceOf(IOException.class)
          .hasMessage("expected 1048576 bytes of room in " + directory + ", got 65536");
      try (SharedFile some = SharedFile.create(directory, 40_000)) {
        assertThat(some.channel().size()).isEqualTo(40_000);
        assertThat(Files.getFileStore(directory).getUsableSpace()).isLessThan(40_000);
      }
      assertThat(Files.getFileStore(directory).getUsableSpace()).isEqualTo(65536);
    } finally {
      assertThat(run("umount", directory.toString())).isZero();
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  @Test
  void anotherTokenOrSize_isRefused() throws Exception {
    try (SharedMemory writing = SharedMemory.create(WINDOW)) {
      SharedOffer offer = writing.offer();
      String wrong = "0".repeat(2 * SharedOffer.TOKEN);
      assertThatThrownBy(() -> SharedMemory.open(new SharedOffer(offer.path(), wrong), WINDOW))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another file");
      assertThatThrownBy(() -> SharedMemory.open(offer, new Window(2, 20_000)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("bytes, got " + offer.path());
    }
  }

  /** Opening a pipe waits for a writer, and reading a terminal for a user. */
  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "/proc/self/fd/0", "/etc/passwd", "/proc/1/../1/fd/0"})
  @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatIsNoOffer_isNotOpened(String path) {
    SharedOffer offer = new SharedOffer(path, "00".repeat(SharedOffer.TOKEN));
    assertThatThrownBy(() -> SharedMemory.open(offer, WINDOW)).isInstanceOf(IOException.class);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipe_isNotOpened(@TempDir Path directory) throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(run("mkfifo", pipe.toString())).isZero();
    try (FileChannel both =
        FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      assertThat(both.isOpen()).isTrue();
      SharedOffer offer = new SharedOffer(descriptorOf(pipe), "00".repeat(SharedOffer.TOKEN));
      assertThatThrownBy(() -> SharedMemory.open(offer, WINDOW)).isInstanceOf(IOException.class);
    }
  }

  private static String descriptorOf(Path path) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      Path found =
          files.filter(file -> leadsTo(file, path)).findFirst().orElseThrow().getFileName();
      return "/proc/" + ProcessHandle.current().pid() + "/fd/" + found;
    }
  }

  private static boolean leadsTo(Path file, Path target) {
    try {
      return Files.readSymbolicLink(file).equals(target.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aStreamThatHasNoPlace_isRefused() throws Exception {
    try (SharedMemory writing = SharedMemory.create(WINDOW);
        SharedMemory reading = SharedMemory.open(writing.offer(), WINDOW)) {
      for (Header header :
          List.of(
              new Header(Kind.REDUCE, 0, 10_002),
              new Header(Kind.REDUCE, 0, 0),
              new Header(Kind.SMALL, 0, 8))) {
        assertThat(writing.holds(header)).isFalse();
        assertThatThrownBy(() -> reading.get(header))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("1 to 10001 bytes");
      }
    }
  }
}
