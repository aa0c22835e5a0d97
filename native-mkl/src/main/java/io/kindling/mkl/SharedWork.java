package io.kindling.mkl;

import io.kindling.backend.Kernel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** A step in pieces, which threads take one after another, each with memory of its own. */
final class SharedWork implements Kernel {
  private final int pieces;
  private final List<IntConsumer> workers;
  private final Runnable runner;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger arrived = new AtomicInteger();

  /**
   * @param workers one for each thread, which compute a piece
   */
  SharedWork(Lanes lanes, int pieces, List<IntConsumer> workers) {
    this.pieces = pieces;
    this.workers = List.copyOf(workers);
    this.runner = lanes.runner(this::work);
  }

  private void work() {
    IntConsumer worker = workers.get(arrived.getAndIncrement());
    for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
      worker.accept(piece);
    }
  }

  @Override
  public void run() {
    next.set(0);
    arrived.set(0);
    runner.run();
  }
}
