package io.kindling.test.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of its own size in memory (tmpfs), mounted on a folder. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one.
   *
   * @param options of the mount, such as {@code size=1m} or {@code ro}
   * @throws IOException when this machine does not let us, with what it says
   */
  public static SmallDisk mount(Path folder, String options) throws IOException {
    run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()));
    return new SmallDisk(folder);
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    run(List.of("umount", "-l", folder.toString()));
  }
}
