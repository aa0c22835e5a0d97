package io.kindling.ml.watch;

import io.kindling.training.EventSink;
import io.kindling.training.StepInterest;
import io.kindling.training.TrainingEvent;
import io.kindling.training.WorkerTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one fit while it runs and afterwards, in bounded memory. Written by the fit's
 * thread, read by any.
 */
public final class RunHistory implements EventSink {
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final int NOTES = 20;

  private final RunInfo info;
  private final long number;
  private final Thinned<TrainingEvent.StepFinished> steps = new Thinned<>();
  private final Thinned<TrainingEvent.EpochFinished> epochs = new Thinned<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<Integer, WorkerTimes> allTimes = new TreeMap<>();
  private List<WorkerTimes> lastTimes = List.of();
  private TrainingEvent.@Nullable Started started;
  private State state = State.RUNNING;
  private String ending = "";
  private long ended;

  /** How far a fit is. */
  public enum State {
    /** It trains, or is about to. */
    RUNNING,
    /** It has given a model. */
    FINISHED,
    /** It has thrown. */
    FAILED;

    /** Returns the name as words. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Begins the history of a fit.
   *
   * @param number of the fit in its application, from 1
   */
  public RunHistory(RunInfo info, long number) {
    this.info = info;
    this.number = number;
  }

  @Override
  public StepInterest steps() {
    return StepInterest.within(PACE).points(Thinned.MOST);
  }

  @Override
  public synchronized void accept(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started begin) {
      started = begin;
    } else if (event instanceof TrainingEvent.StepFinished step) {
      steps.add(step);
    } else if (event instanceof TrainingEvent.EpochFinished epoch) {
      epochs.add(epoch);
    } else if (event instanceof TrainingEvent.Timed timed) {
      lastTimes = timed.workers();
      timed.workers().forEach(w -> allTimes.merge(w.worker(), w, WorkerTimes::plus));
    } else if (event instanceof TrainingEvent.Resumed resumed) {
      note(resumed.message());
    } else if (event instanceof TrainingEvent.Saved saved && !saved.problem().isEmpty()) {
      note("no checkpoint after step " + saved.steps() + ": " + saved.problem());
    } else if (event instanceof TrainingEvent.Straggling straggling) {
      note(straggling.message());
    } else if (event instanceof TrainingEvent.Finished finished) {
      ending = finished.reason();
    }
  }

  private void note(String text) {
    if (notes.size() == NOTES) {
      notes.remove(0);
    }
    notes.add(text);
  }

  /** Ends the history of a fit that has given a model. */
  public synchronized void finish() {
    end(State.FINISHED, ending);
  }

  /** Ends the history of a fit that has thrown; not when it has ended before. */
  public synchronized void fail(String reason) {
    end(State.FAILED, reason);
  }

  private void end(State how, String why) {
    if (state == State.RUNNING) {
      state = how;
      ending = why;
      ended = System.currentTimeMillis();
    }
  }

  /** Returns what was known before. */
  public RunInfo info() {
    return info;
  }

  /** Returns the number of the fit in its application. */
  public long number() {
    return number;
  }

  /** Returns how far the fit is. */
  public synchronized State state() {
    return state;
  }

  /** Returns why it has ended; empty before. */
  public synchronized String ending() {
    return ending;
  }

  /** Returns how long it has taken so far, in seconds. */
  public synchronized double seconds() {
    long until = state == State.RUNNING ? System.currentTimeMillis() : ended;
    return (until - info.began()) / 1000.0;
  }

  /** Returns how training began; empty before. */
  public synchronized Optional<TrainingEvent.Started> started() {
    return Optional.ofNullable(started);
  }

  /** Returns steps, evenly thinned, in order. */
  public synchronized List<TrainingEvent.StepFinished> finishedSteps() {
    return steps.list();
  }

  /** Returns epochs, evenly thinned, in order. */
  public synchronized List<TrainingEvent.EpochFinished> finishedEpochs() {
    return epochs.list();
  }

  /** Returns the last step that was told. */
  public synchronized Optional<TrainingEvent.StepFinished> lastStep() {
    return steps.last();
  }

  /** Returns the last epoch that is done. */
  public synchronized Optional<TrainingEvent.EpochFinished> lastEpoch() {
    return epochs.last();
  }

  /** Returns what the workers spent the last epoch on, by rank. */
  public synchronized List<WorkerTimes> lastTimes() {
    return lastTimes;
  }

  /** Returns what the workers spent all epochs on, by rank. */
  public synchronized List<WorkerTimes> allTimes() {
    return List.copyOf(allTimes.values());
  }

  /** Returns what went wrong on the way, the last few. */
  public synchronized List<String> notes() {
    return List.copyOf(notes);
  }
}
