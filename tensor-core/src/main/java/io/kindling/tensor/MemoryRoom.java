package io.kindling.tensor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How much more memory outside the Java heap this process may take.
 *
 * <p>A system that has promised more than it has ends the process when the memory is touched, with
 * no word of what was too large. So what needs much asks before: {@code room = min(limit - heap -
 * taken, available - (heap - committed))}.
 *
 * @param limit the memory of the container, or of the machine
 * @param heap what the Java heap may grow to
 * @param committed what the Java heap has now
 * @param taken what the process has outside the heap
 * @param available what the system can still give to all processes
 */
public record MemoryRoom(long limit, long heap, long committed, long taken, long available) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final double GIB = 1L << 30;

  /** Smaller memory than this is taken without a look at what there is. */
  private static final long MUCH = 64 << 20;

  /** Returns the room that there is now. */
  public static MemoryRoom now() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    MemoryUsage usage = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    // Java reads the limits of containers, of both versions of cgroups.
    long limit = system.getTotalMemorySize();
    // Pages that the heap has not used yet are not resident: then this is too little, and the
    // system's own count decides. Too much would refuse what fits.
    long resident = kilobytes(STATUS, "RssAnon:", 0);
    long promised = Promised.bytes();
    return new MemoryRoom(
        limit,
        Runtime.getRuntime().maxMemory(),
        usage.getCommitted(),
        Math.max(0, resident - usage.getCommitted()) + promised,
        Math.max(0, kilobytes(MEMORY, "MemAvailable:", limit) - promised));
  }

  /** Returns a number of one of the kernel's files in bytes, or another where there is none. */
  private static long kilobytes(Path file, String name, long otherwise) {
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith(name)) {
          return 1024 * Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
        }
      }
    } catch (IOException | NumberFormatException e) {
      // No Linux: there the limit alone is known.
      return otherwise;
    }
    return otherwise;
  }

  /** Returns the room in bytes; 0 when there is none. */
  public long bytes() {
    long inLimit = limit - heap - taken;
    long inSystem = available - Math.max(0, heap - committed);
    return Math.max(0, Math.min(inLimit, inSystem));
  }

  /**
   * Checks that there is room now; what is small is believed to fit.
   *
   * @param who what needs it, for the message
   * @param need in bytes
   * @param parts what the need consists of, in words; may be empty
   * @throws IllegalArgumentException when there is less, with both sizes
   */
  public static void check(String who, long need, String parts) {
    if (need >= MUCH) {
      now().require(who, need, () -> parts);
    }
  }

  /**
   * Checks that there is room.
   *
   * @param who what needs it, for the message
   * @param need in bytes
   * @param words what the need consists of, asked for when there is less; may be empty
   * @throws IllegalArgumentException when there is less, with both sizes
   */
  public void require(String who, long need, Supplier<String> words) {
    if (need <= bytes()) {
      return;
    }
    String parts = words.get();
    throw new IllegalArgumentException(
        who
            + ": expected to need at most "
            + gibibytes(bytes())
            + " of memory outside the Java heap (limit "
            + gibibytes(limit)
            + ", Java heap up to "
            + gibibytes(heap)
            + ", "
            + gibibytes(taken)
            + " in use beside it, "
            + gibibytes(available)
            + " free in the system), got "
            + gibibytes(need)
            + (parts.isEmpty() ? "" : ": " + parts)
            + ". Make the batch smaller, or give the process more memory outside its heap:"
            + " raise spark.executor.memoryOverhead (and the container's limit), or lower the"
            + " heap.");
  }

  /** Returns a size in words. */
  public static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%,.2f GiB", bytes / GIB);
  }
}
