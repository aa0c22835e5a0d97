package io.kindling.contract;

import io.kindling.backend.Collective;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Workers in threads of this process whose collectives sum through memory, in rank order. */
public final class Workers {
  private static final long LIMIT_SECONDS = 60;

  private final CyclicBarrier barrier;
  private final Tensor[] contributions;
  private final double[][] numbers;

  private Workers(int count) {
    this.barrier = new CyclicBarrier(count);
    this.contributions = new Tensor[count];
    this.numbers = new double[count][];
  }

  /** Runs one task a worker, side by side, and returns their results in rank order. */
  public static <T> List<T> run(int count, Function<Collective, T> task) {
    Workers workers = new Workers(count);
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int rank = 0; rank < count; rank++) {
        Collective member = workers.new Member(rank);
        Callable<T> call = () -> task.apply(member);
        running.add(threads.submit(call));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        results.add(each.get(LIMIT_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void meet() {
    try {
      barrier.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Member implements Collective {
    private final int rank;

    Member(int rank) {
      this.rank = rank;
    }

    @Override
    public int workers() {
      return contributions.length;
    }

    @Override
    public int rank() {
      return rank;
    }

    @Override
    public void start(Tensor values) {
      contributions[rank] = values.copy();
    }

    @Override
    public void await(Tensor values) {
      meet();
      float[] sum = new float[(int) values.size()];
      for (Tensor contribution : contributions) {
        float[] part = contribution.toFloats();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += part[i];
        }
      }
      meet();
      values.set(sum);
    }

    @Override
    public void abandon(Throwable cause) {
      barrier.reset();
    }

    @Override
    public void start(double[] values) {
      numbers[rank] = values.clone();
    }

    @Override
    public void await(double[] values) {
      meet();
      double[] sum = new double[values.length];
      for (double[] contribution : numbers) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += contribution[i];
        }
      }
      meet();
      System.arraycopy(sum, 0, values, 0, sum.length);
    }
  }
}
