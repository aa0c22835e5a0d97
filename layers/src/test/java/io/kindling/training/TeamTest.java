package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void everyPiece_isDoneOnce(int members) {
    try (Team team = Team.of(members)) {
      for (int round = 0; round < 3000; round++) {
        int count = round % 11;
        AtomicIntegerArray done = new AtomicIntegerArray(11);
        AtomicIntegerArray inUse = new AtomicIntegerArray(members);
        team.run(
            (member, piece) -> {
              assertThat(inUse.incrementAndGet(member)).isEqualTo(1);
              done.incrementAndGet(piece);
              inUse.decrementAndGet(member);
            },
            count);
        for (int piece = 0; piece < 11; piece++) {
          assertThat(done.get(piece))
              .as("piece %d of %d", piece, count)
              .isEqualTo(piece < count ? 1 : 0);
        }
      }
    }
  }

  /** Two pieces that wait for each other end only when two threads do them. */
  @Test
  void helpers_workAtTheSameTime() {
    try (Team team = Team.of(2)) {
      CountDownLatch both = new CountDownLatch(2);
      team.run(
          (member, piece) -> {
            both.countDown();
            try {
              both.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          },
          2);
      assertThat(both.getCount()).isZero();
    }
  }

  @Test
  void failure_reachesTheCaller_andTheTeamGoesOn() {
    try (Team team = Team.of(3)) {
      for (int bad = 0; bad < 5; bad++) {
        int piece = bad;
        assertThatThrownBy(
                () ->
                    team.run(
                        (member, at) -> {
                          if (at == piece) {
                            throw new IllegalArgumentException("piece " + at);
                          }
                        },
                        5))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("piece " + piece);
      }
      AtomicLong sum = new AtomicLong();
      team.run((member, at) -> sum.addAndGet(at), 5);
      assertThat(sum.get()).isEqualTo(10);
    }
  }

  @Test
  void interruption_isKeptAndWorkDone() {
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    AtomicLong sum = new AtomicLong();
    Team team = Team.of(2);
    Thread.currentThread().interrupt();
    CountDownLatch both = new CountDownLatch(2);
    team.run(
        (member, at) -> {
          workers.add(Thread.currentThread());
          sum.addAndGet(at);
          both.countDown();
          while (both.getCount() > 0) {
            Thread.onSpinWait();
          }
        },
        1000);
    team.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(sum.get()).isEqualTo(999 * 500);
    workers.remove(Thread.currentThread());
    assertThat(workers).hasSize(1).noneMatch(Thread::isAlive);
  }

  @Test
  void run_allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    AtomicLong helper = new AtomicLong();
    AtomicLong sum = new AtomicLong();
    Team.Work work =
        (member, piece) -> {
          sum.addAndGet(piece);
          if (member == 1) {
            helper.set(Thread.currentThread().getId());
          }
        };
    try (Team team = Team.of(2)) {
      for (int round = 0; round < 2000 || helper.get() == 0; round++) {
        team.run(work, 50);
      }
      long caller = Thread.currentThread().getId();
      long before =
          threads.getThreadAllocatedBytes(caller) + threads.getThreadAllocatedBytes(helper.get());
      for (int round = 0; round < 1000; round++) {
        team.run(work, 50);
      }
      long after =
          threads.getThreadAllocatedBytes(caller) + threads.getThreadAllocatedBytes(helper.get());
      assertThat(after - before).as("bytes of 1,000 runs").isLessThan(1000 * 16);
    }
  }
}
