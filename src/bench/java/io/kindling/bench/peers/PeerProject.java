package io.kindling.bench.peers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A small Maven project outside of Kindling's build, with the program of a peer and its class path.
 *
 * @param folder with the pom
 * @param maven the command that builds it
 */
record PeerProject(Path folder, String maven) {
  private static final long LIMIT_MINUTES = 20;

  private Path target() {
    return folder.resolve("target");
  }

  private Path list() {
    return target().resolve("peer.classpath");
  }

  /** Returns the folder that natives are unpacked to, in place of one in the home directory. */
  Path natives() {
    return target().resolve("natives");
  }

  /** Returns whether what was built is as new as the sources and still complete. */
  boolean current() {
    if (!Files.isRegularFile(list())) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      FileTime built = Files.getLastModifiedTime(list());
      for (Path file : files.filter(file -> !file.startsWith(target())).toList()) {
        if (Files.isRegularFile(file) && Files.getLastModifiedTime(file).compareTo(built) > 0) {
          return false;
        }
      }
      return Stream.of(Files.readString(list()).trim().split(File.pathSeparator))
          .allMatch(jar -> Files.exists(Path.of(jar)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Builds it where that is needed; the first time Maven fetches the peer.
   *
   * @return why it cannot be had; empty when it is there
   */
  Optional<String> build() {
    if (!Files.isRegularFile(folder.resolve("pom.xml"))) {
      return Optional.of("no pom.xml in " + folder + "; run it by bin/bench");
    }
    if (current()) {
      return Optional.empty();
    }
    try {
      Path log = Files.createDirectories(target()).resolve("build.log");
      Process process =
          new ProcessBuilder(maven, "-B", "-q", "-Dstyle.color=never", "process-classes")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return Optional.of("not built within " + LIMIT_MINUTES + " minutes");
      }
      return process.exitValue() == 0 ? Optional.empty() : Optional.of(reason(log));
    } catch (IOException e) {
      return Optional.of("not built: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("PeerProject: expected to build, was interrupted.", e);
    }
  }

  private static String reason(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    String said =
        lines.stream().filter(line -> line.startsWith("[ERROR]")).findFirst().orElse("nothing");
    return "not built, Maven said: " + said + " (all of it: " + log + ")";
  }

  /** Returns the class path of its program. */
  String classPath() {
    try {
      String jars = Files.readString(list()).trim();
      return target().resolve("classes") + File.pathSeparator + jars;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
