package io.kindling.distributed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The processors that this process may use.
 *
 * @param logical how many the system has for it: a container's limit and affinity are in it
 * @param physical how many cores these are; two hardware threads of a core share its arithmetic
 *     units, so a second one brings nothing
 */
record Processors(int logical, int physical) {
  private static final Path SYSTEM = Path.of("/sys/devices/system/cpu");
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Returns those of this process. */
  static Processors here() {
    // Java reads the limits of containers (cgroup v1 and v2) and the affinity.
    int logical = Runtime.getRuntime().availableProcessors();
    return of(logical, STATUS, SYSTEM);
  }

  /** Returns those of a process with a status file and a folder of processors. */
  static Processors of(int logical, Path status, Path system) {
    try {
      Set<String> cores = new HashSet<>();
      for (String range : allowed(status).split(",")) {
        String[] ends = range.split("-", 2);
        int last = Integer.parseInt(ends[ends.length - 1]);
        for (int cpu = Integer.parseInt(ends[0]); cpu <= last; cpu++) {
          // The hardware threads of one core name the same siblings.
          cores.add(
              Files.readString(system.resolve("cpu" + cpu + "/topology/thread_siblings_list")));
        }
      }
      // Under a limit of the container's time threads still run on any of these cores.
      return new Processors(logical, Math.max(1, Math.min(logical, cores.size())));
    } catch (IOException | NumberFormatException e) {
      // No Linux, or a system that does not say: then every processor counts as a core.
      return new Processors(logical, logical);
    }
  }

  private static String allowed(Path status) throws IOException {
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("Cpus_allowed_list:")) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    throw new IOException("no Cpus_allowed_list in " + status);
  }
}
