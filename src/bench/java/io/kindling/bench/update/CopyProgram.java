package io.kindling.bench.update;

import io.kindling.bench.measure.Pace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The process that copies: {@code THREADS}. Native memory of 15 million times five numbers is
 * copied to as much, by all threads; bytes read and bytes written count.
 */
final class CopyProgram {
  private static final double WARM_UP = 2;
  private static final int BYTES = 15_000_000 * 5 * Float.BYTES;

  private CopyProgram() {}

  /** Copies as long as rounds are asked for. */
  public static void main(String[] args) throws InterruptedException, ExecutionException {
    int threads = Integer.parseInt(args[0]);
    Pace pace = Pace.ofProcess(() -> threads + " threads", 2.0 * BYTES / 1e9, WARM_UP);
    ExecutorService team = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<ByteBuffer>> parts = parts(threads, BYTES);
      while (pace.next()) {
        for (Future<ByteBuffer> done : team.invokeAll(parts)) {
          done.get();
        }
      }
    } finally {
      team.shutdown();
    }
  }

  /** Returns a copy for each thread, all of about the same size. */
  static List<Callable<ByteBuffer>> parts(int threads, int bytes) {
    ByteBuffer from = ByteBuffer.allocateDirect(bytes);
    ByteBuffer to = ByteBuffer.allocateDirect(bytes);
    for (int i = 0; i < bytes; i++) {
      // Pages that were never written are all the same one.
      from.put(i, (byte) i);
    }
    List<Callable<ByteBuffer>> parts = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int begin = (int) ((long) bytes * i / threads);
      int end = (int) ((long) bytes * (i + 1) / threads);
      parts.add(() -> to.put(begin, from, begin, end - begin));
    }
    return parts;
  }
}
