package io.kindling.test.seeing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real browser without a screen. */
record Browser(Path folder) {
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));

  static boolean isThere() {
    return PLACES.stream().anyMatch(Files::isExecutable);
  }

  /** Returns a page as the browser has it when all has been loaded. */
  String dom(String address) throws IOException, InterruptedException {
    return run("--dump-dom", address);
  }

  /** Writes what a window shows of a page. */
  void picture(String address, int width, int height, Path file)
      throws IOException, InterruptedException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    String unused =
        run(
            "--hide-scrollbars",
            "--window-size=" + width + "," + height,
            "--virtual-time-budget=8000",
            "--screenshot=" + file.toAbsolutePath(),
            address);
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    Path output = folder.resolve("browser.out");
    List<String> command = new ArrayList<>();
    command.add(PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow().toString());
    command.addAll(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--user-data-dir=" + folder.resolve("profile")));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("browser.err").toFile())
            .start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).as("%s", command).isZero();
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
