package io.kindling.bench.perceptron;

import io.kindling.bench.measure.ContenderException;
import io.kindling.bench.measure.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of a whole fit.
 *
 * @param accuracy on the images to test with, from 0 to 1
 * @param others the share of the processors that other processes had meanwhile
 */
record Fit(double seconds, double accuracy, double others) {
  /** Stands before the three numbers. */
  static final String SAID = "@fit ";

  private static final List<String> HEAP = List.of("-Xmx3g");

  /**
   * Fits in a process of its own.
   *
   * @throws ContenderException when it ends without an answer
   */
  static Fit of(String who, Path mnist, int threads, int passes) {
    List<String> command =
        JavaCommand.of(
            HEAP,
            PerceptronProgram.class,
            who,
            mnist.toString(),
            Integer.toString(threads),
            Integer.toString(passes));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return said.lines()
          .filter(line -> line.startsWith(SAID))
          .map(line -> line.substring(SAID.length()).split(" "))
          .map(words -> new Fit(number(words[0]), number(words[1]), number(words[2])))
          .findFirst()
          .orElseThrow(
              () -> new ContenderException(who + ": expected a fit, got exit code " + code + "."));
    } catch (IOException e) {
      throw new ContenderException(who + ": expected a process, got " + e + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContenderException(who + ": expected a fit, was interrupted.");
    }
  }

  private static double number(String word) {
    return Double.parseDouble(word);
  }
}
