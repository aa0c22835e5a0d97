package io.kindling.test.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this process has in memory outside the Java heap. The size of the process less that of the
 * heap would not do: pages of the heap become resident when it first uses them, long after it has
 * taken them, and look like a leak until all have been used.
 */
final class NativeMemory {
  private static final Pattern HEAP = Pattern.compile("0x([0-9a-f]+)[,)]");
  private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");

  private NativeMemory() {}

  /** Returns the bytes of all anonymous pages outside the addresses of the heap. */
  static long resident() throws IOException {
    long[] heap = heap();
    long bytes = 0;
    boolean outside = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      Matcher mapping = MAPPING.matcher(line);
      if (mapping.matches()) {
        long from = Long.parseUnsignedLong(mapping.group(1), 16);
        outside = from < heap[0] || from >= heap[1];
      } else if (outside && line.startsWith("Anonymous:")) {
        bytes += 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return bytes;
  }

  /** Returns where the heap begins and ends. */
  private static long[] heap() {
    try {
      String text =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcHeapInfo",
                      new Object[0],
                      new String[0]);
      long[] range = {Long.MAX_VALUE, 0};
      Matcher address = HEAP.matcher(text);
      while (address.find()) {
        long value = Long.parseUnsignedLong(address.group(1), 16);
        range[0] = Math.min(range[0], value);
        range[1] = Math.max(range[1], value);
      }
      if (range[1] == 0) {
        throw new IllegalStateException("No addresses of the heap in: " + text);
      }
      return range;
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
