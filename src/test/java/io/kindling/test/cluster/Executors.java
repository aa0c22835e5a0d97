package io.kindling.test.cluster;

import io.kindling.distributed.Lab;
import io.kindling.training.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;

/** The executors' processes, seen and killed from outside. */
final class Executors {
  private Executors() {}

  /** Returns the process of each executor by its id. */
  static Map<String, Long> processes(JavaSparkContext spark, int atLeast) {
    Map<String, Long> found = new HashMap<>();
    for (int tries = 0; found.size() < atLeast && tries < 100; tries++) {
      spark
          .parallelize(IntStream.range(0, 8 * atLeast).boxed().toList(), 8 * atLeast)
          .map(
              i -> {
                Thread.sleep(20);
                return SparkEnv.get().executorId() + " " + ProcessHandle.current().pid();
              })
          .collect()
          .forEach(text -> found.put(text.split(" ")[0], Long.parseLong(text.split(" ")[1])));
    }
    if (found.size() < atLeast) {
      throw new IllegalStateException("Expected " + atLeast + " executors, got " + found);
    }
    return found;
  }

  /** Returns how many pieces of memory a process shares with other workers. */
  static long sharedMemories(long process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process + "/maps"))) {
      return lines.filter(line -> line.contains("/dev/shm/kindling-")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a process as an out-of-memory killer does. */
  static void kill(long process) {
    ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Stops a process, or lets it go on, as a suspended machine does. */
  static void signal(long process, String name) {
    try {
      int status = new ProcessBuilder("kill", "-" + name, Long.toString(process)).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill -" + name + " " + process + ": status " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the names of our threads in all executors, after some time to end. */
  static List<String> threads(JavaSparkContext spark, int executors) throws InterruptedException {
    List<String> left = List.of("not looked yet");
    for (int tries = 0; !left.isEmpty() && tries < 100; tries++) {
      Thread.sleep(200);
      left =
          spark
              .parallelize(IntStream.range(0, 4 * executors).boxed().toList(), 4 * executors)
              .flatMap(
                  i ->
                      Thread.getAllStackTraces().keySet().stream()
                          .map(Thread::getName)
                          .filter(name -> name.startsWith("kindling"))
                          .iterator())
              .collect();
    }
    return left;
  }

  /** Prints what a test of faults shows: how training went on, and the parameters' hash. */
  static void print(String test, Lab.Run run) {
    System.out.println(test + ":");
    run.events().stream()
        .filter(
            event ->
                event instanceof TrainingEvent.Resumed
                    || event instanceof TrainingEvent.Straggling
                    || event instanceof TrainingEvent.Saved
                    || event instanceof TrainingEvent.Finished)
        .forEach(event -> System.out.println("  " + event));
    System.out.println("  hash of the parameters " + Arrays.hashCode(run.bits()));
  }
}
