package io.kindling.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Processor time since the machine was started, in the kernel's ticks over all cores.
 *
 * @param total all time, idle or not
 * @param busy time that was used by anything, or taken by other guests of the host
 * @param process time that one process used
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
    Path machine = Path.of("/proc/stat");
    Path one = Path.of("/proc/" + pid + "/stat");
    if (!Files.isReadable(machine) || !Files.isReadable(one)) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(Files.readString(machine), Files.readString(one)));
    } catch (IOException e) {
      // The process has ended between the two looks; its round has failed anyway.
      return Optional.empty();
    }
  }

  /**
   * Reads the contents of the two files.
   *
   * @throws IllegalArgumentException when they are not what Linux writes
   */
  static CpuTimes of(String machine, String process) {
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
    String[] own = process.substring(process.lastIndexOf(')') + 1).trim().split(" +");
    long used = Long.parseLong(own[USER]) + Long.parseLong(own[SYSTEM]);
    return new CpuTimes(total, total - idle, used);
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
