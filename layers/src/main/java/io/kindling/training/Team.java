package io.kindling.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that share the work on long vectors: the caller and helpers, which sleep in between.
 *
 * <p>Work comes in numbered pieces and each member takes the next one that nobody has, so a helper
 * that wakes up late, or has lost its core to somebody else, is not waited for. What a piece is
 * must not depend on the number of members. Handing over allocates nothing.
 */
final class Team implements AutoCloseable {
  /** Work on the pieces of something. */
  @FunctionalInterface
  interface Work {
    /**
     * Does one piece.
     *
     * @param member who does it, from 0 (the caller) to {@link Team#size} - 1
     */
    void run(int member, int piece);
  }

  /** The turns for which a member looks for what it waits for before it sleeps, about 20 us. */
  private static final int SPINS = 400;

  private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long ROUND = 1L << 32;

  /** The next piece when there is none, whatever {@link #pieces} is about to become. */
  private static final long NONE = Integer.MAX_VALUE;

  private final List<Thread> helpers = new ArrayList<>();

  /** The round, times {@link #ROUND}, and the next piece: a late helper claims nothing of ours. */
  private final AtomicLong claims = new AtomicLong(NONE);

  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile Work work = (member, piece) -> {};
  private volatile int pieces;
  private volatile boolean closing;

  private Team() {}

  /**
   * Starts a team.
   *
   * @param members the caller included, 1 or more
   */
  static Team of(int members) {
    Team team = new Team();
    for (int member = 1; member < members; member++) {
      int own = member;
      Thread helper = new Thread(() -> team.help(own), "kindling-update-" + own);
      helper.setDaemon(true);
      try {
        helper.start();
      } catch (OutOfMemoryError e) {
        team.close();
        throw e;
      }
      team.helpers.add(helper);
    }
    return team;
  }

  /** Returns the number of members. */
  int size() {
    return helpers.size() + 1;
  }

  /**
   * Has all pieces done; called by one thread at a time.
   *
   * @throws RuntimeException what the first piece that failed has thrown; others may be left out
   */
  void run(Work next, int count) {
    if (helpers.isEmpty() || count == 1) {
      for (int piece = 0; piece < count; piece++) {
        next.run(0, piece);
      }
      return;
    }
    work = next;
    done.set(0);
    pieces = count;
    claims.set((claims.get() / ROUND + 1) * ROUND);
    for (int i = 0; i < helpers.size(); i++) {
      LockSupport.unpark(helpers.get(i));
    }
    share(0);
    int spins = SPINS;
    while (done.get() < count) {
      if (spins > 0) {
        spins--;
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, NAP_NANOS);
      }
    }
    claims.set(claims.get() / ROUND * ROUND + NONE);
    rethrow();
  }

  private void rethrow() {
    Throwable thrown = failure.getAndSet(null);
    if (thrown instanceof RuntimeException e) {
      throw e;
    } else if (thrown instanceof Error e) {
      throw e;
    }
  }

  /** Does pieces until none is left; returns whether there was one. */
  private boolean share(int member) {
    boolean any = false;
    while (true) {
      long claim = claims.get();
      int piece = (int) (claim % ROUND);
      if (piece >= pieces) {
        return any;
      }
      if (claims.compareAndSet(claim, claim + 1)) {
        any = true;
        attempt(member, piece);
        done.incrementAndGet();
      }
    }
  }

  private void attempt(int member, int piece) {
    try {
      if (failure.get() == null) {
        work.run(member, piece);
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private void help(int member) {
    int spins = SPINS;
    while (!closing) {
      if (share(member)) {
        spins = SPINS;
      } else if (spins > 0) {
        spins--;
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
      }
    }
  }

  /** Ends the helpers. */
  @Override
  public void close() {
    closing = true;
    boolean interrupted = false;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
      while (helper.isAlive()) {
        try {
          helper.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
