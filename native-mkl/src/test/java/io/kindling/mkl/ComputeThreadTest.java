package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The hand-over of tasks between a caller and the compute thread. */
final class ComputeThreadTest {
  private final ComputeThread compute = ComputeThread.start("compute under test");

  @AfterEach
  void close() {
    compute.close();
  }

  @Test
  void runsTasksInOrderOnOneThread() {
    AtomicInteger count = new AtomicInteger();
    Thread thread = compute.call(Thread::currentThread);
    for (int i = 0; i < 10_000; i++) {
      int expected = i;
      compute.run(
          () -> {
            assertThat(Thread.currentThread()).isSameAs(thread);
            assertThat(count.getAndIncrement()).isEqualTo(expected);
          });
    }
    assertThat(count).hasValue(10_000);
  }

  @Test
  void handsExceptionsToTheCallerAndGoesOn() {
    assertThatThrownBy(
            () ->
                compute.run(
                    () -> {
                      throw new IllegalArgumentException("mine");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mine");
    assertThatThrownBy(
            () ->
                compute.run(
                    () -> {
                      throw new StackOverflowError("deep");
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(compute.<Integer>call(() -> 3)).isEqualTo(3);
  }

  @Test
  void waitsForTheEndWhenInterruptedAndKeepsTheInterruption() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicBoolean endedBeforeReturn = new AtomicBoolean();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              compute.run(
                  () -> {
                    running.countDown();
                    awaitQuietly(release);
                    ended.set(true);
                  });
              endedBeforeReturn.set(ended.get());
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();
    caller.join(200);
    assertThat(caller.isAlive()).as("still waiting").isTrue();
    release.countDown();
    caller.join(10_000);
    assertThat(endedBeforeReturn).isTrue();
    assertThat(interrupted).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void takesOneCallerAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    Runnable body =
        () -> {
          for (int i = 0; i < 500; i++) {
            compute.run(
                () -> {
                  assertThat(inside.incrementAndGet()).isEqualTo(1);
                  runs.incrementAndGet();
                  inside.decrementAndGet();
                });
          }
        };
    Thread[] callers = {new Thread(body), new Thread(body), new Thread(body)};
    for (Thread caller : callers) {
      caller.start();
    }
    for (Thread caller : callers) {
      caller.join(30_000);
    }
    assertThat(runs).hasValue(1500);
  }

  @Test
  void refusesTasksAfterClose() {
    compute.close();
    compute.close();
    assertThat(compute.isClosed()).isTrue();
    assertThatThrownBy(() -> compute.run(() -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("got a closed one");
  }
}
