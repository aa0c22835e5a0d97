package io.kindling.test.cluster;

import io.kindling.distributed.Lab;
import io.kindling.training.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Fits in a process that may start hardly another thread. */
final class FewThreads {
  private FewThreads() {}

  /**
   * Fits, lowers the limit of this process to little more than the threads that there are, and fits
   * again.
   *
   * @param arguments how many more threads there may be
   */
  public static void main(String[] arguments) throws Exception {
    try (SparkSession session =
        SparkSession.builder()
            .master("local[64]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
      System.out.println("before: " + Lab.standard().fit(spark).losses().size() + " steps");
      // The thread that waits for processes is there from now on.
      run("true");
      run(
          "prlimit",
          "--pid",
          Long.toString(ProcessHandle.current().pid()),
          "--nproc=" + (threads() + Integer.parseInt(arguments[0])) + ":");
      try {
        demanding().fit(spark);
        System.out.println("after: no error");
      } catch (IllegalArgumentException e) {
        System.out.println("after: " + e.getMessage());
      }
      System.out.println("stopped: " + spark.sc().isStopped());
    }
  }

  /**
   * Asks for more threads than there may be; Spark, which starts some too, has room for its own.
   */
  private static Lab demanding() {
    Lab lab = Lab.standard();
    return new Lab(lab.network(), lab.spec().compute(new Compute("auto", 64)), lab.settings());
  }

  private static int threads() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("Threads:"))
        .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
        .sum();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": status " + status);
    }
  }
}
