package io.kindling.training;

import io.kindling.backend.Collective;
import java.util.ArrayList;
import java.util.List;

/** Where the time of this worker's steps goes, since the epoch began. */
final class StepTimes {
  private static final int NUMBERS = 6;

  private final Collective collective;
  private long steps;
  private long data;
  private long compute;
  private long communication;
  private long update;
  private long sentBefore;

  StepTimes(Collective collective) {
    this.collective = collective;
    this.sentBefore = collective.sentBytes();
  }

  /** Adds a step, which went from one of these times of {@link System#nanoTime} to the next. */
  void add(long began, long fed, long computed, long summed, long updated) {
    steps++;
    data += fed - began;
    compute += computed - fed;
    communication += summed - computed;
    update += updated - summed;
  }

  /** Adds a wait for other workers that belongs to no single step. */
  void waited(long began, long ended) {
    communication += ended - began;
  }

  /** Tells every worker the times of all, and begins anew. */
  List<WorkerTimes> share() {
    double[] all = new double[collective.workers() * NUMBERS];
    int at = collective.rank() * NUMBERS;
    long sent = collective.sentBytes();
    all[at] = steps;
    all[at + 1] = data / 1e9;
    all[at + 2] = compute / 1e9;
    all[at + 3] = communication / 1e9;
    all[at + 4] = update / 1e9;
    all[at + 5] = sent - sentBefore;
    collective.sum(all);
    List<WorkerTimes> times = new ArrayList<>();
    for (int worker = 0; worker < collective.workers(); worker++) {
      int from = worker * NUMBERS;
      times.add(
          new WorkerTimes(
              worker,
              (long) all[from],
              all[from + 1],
              all[from + 2],
              all[from + 3],
              all[from + 4],
              (long) all[from + 5]));
    }
    steps = 0;
    data = 0;
    compute = 0;
    communication = 0;
    update = 0;
    sentBefore = sent;
    return times;
  }
}
