package io.kindling.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Processor time since the machine was started, in the kernel's ticks over all cores.
 *
 * @param total all time, idle or not
 * @param busy time that was used by anything, or taken by other guests of the host
 * @param process time that the watched processes used
 */
public record CpuTimes(long total, long busy, long process) {
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;

  /** The fields of a process after the closing parenthesis of its name, from field 3 on. */
  private static final int USER = 11;

  private static final int SYSTEM = 12;

  /** Returns the times now; empty where the system does not tell (it is not Linux). */
  public static Optional<CpuTimes> now(long pid) {
    return now(List.of(pid));
  }

  /** Returns the times now, with those of several processes added up. */
  static Optional<CpuTimes> now(List<Long> pids) {
    Path machine = Path.of("/proc/stat");
    if (!Files.isReadable(machine)) {
      return Optional.empty();
    }
    try {
      List<String> processes = new ArrayList<>();
      for (long pid : pids) {
        processes.add(Files.readString(Path.of("/proc/" + pid + "/stat")));
      }
      return Optional.of(of(Files.readString(machine), processes));
    } catch (IOException e) {
      // A process has ended between the two looks; its round has failed anyway.
      return Optional.empty();
    }
  }

  /**
   * Reads the contents of the files.
   *
   * @throws IllegalArgumentException when they are not what Linux writes
   */
  static CpuTimes of(String machine, List<String> processes) {
    String first = machine.lines().findFirst().orElse("");
    String[] fields = first.trim().split(" +");
    if (!fields[0].equals("cpu") || fields.length <= STEAL + 1) {
      throw new IllegalArgumentException(
          "CpuTimes: expected \"cpu user nice system idle iowait irq softirq steal\", got \""
              + first
              + "\". Update the reader.");
    }
    long total = 0;
    long idle = 0;
    // Guest time, which follows steal, is part of user time already.
    for (int i = 0; i <= STEAL; i++) {
      long ticks = Long.parseLong(fields[i + 1]);
      total += ticks;
      idle += i == IDLE || i == IO_WAIT ? ticks : 0;
    }
    return new CpuTimes(total, total - idle, processes.stream().mapToLong(CpuTimes::used).sum());
  }

  private static long used(String process) {
    String[] own = process.substring(process.lastIndexOf(')') + 1).trim().split(" +");
    return Long.parseLong(own[USER]) + Long.parseLong(own[SYSTEM]);
  }

  /** Returns what passed since an earlier look. */
  public CpuTimes since(CpuTimes earlier) {
    return new CpuTimes(total - earlier.total, busy - earlier.busy, process - earlier.process);
  }

  /**
   * Returns the share of all processor time that went to other processes, from 0 to 1.
   *
   * @param allowed time of processes that are not counted among them
   */
  public double others(long allowed) {
    return total == 0 ? 0 : Math.max(0, busy - process - allowed) / (double) total;
  }

  /** Returns how many cores the process used on average. */
  public double cores(int present) {
    return total == 0 ? 0 : process * (double) present / total;
  }
}
