package io.kindling.distributed.session;

import io.kindling.distributed.collective.WorkerLostException;
import io.kindling.distributed.spark.ExecutorControl;
import io.kindling.training.TrainingEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks from the driver at the workers of an attempt and sees what they cannot see themselves. */
final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  /** How long leaving executors are given to save a state that nobody else has. */
  private static final Duration SAVING = Duration.ofSeconds(20);

  private final SparkContext context;
  private final Meeting meeting;
  private final SessionPlan plan;
  private final Launch launch;
  private final long began = System.nanoTime();
  private long firstSeen;
  private long savingSince;

  Guard(SparkContext context, Meeting meeting, SessionPlan plan, Launch launch) {
    this.context = context;
    this.meeting = meeting;
    this.plan = plan;
    this.launch = launch;
  }

  /** Looks, ten times a second; returns why the attempt must end, if it must. */
  @Nullable Verdict look() {
    meeting.look(plan.options().limit());
    if (meeting.isEnded() || context.isLocal() || meeting.results().size() == plan.workers()) {
      return null;
    }
    for (RollCall.Slow slow : meeting.roll().slow()) {
      tell(slow);
    }
    return missing().or(this::silent).or(this::cutOff).or(this::leaving).orElse(null);
  }

  private void tell(RollCall.Slow slow) {
    Sign sign = slow.sign();
    TrainingEvent.Straggling event =
        new TrainingEvent.Straggling(sign.rank(), sign.host(), sign.position(), slow.seconds());
    LOG.warn("Training: {}.", event.message());
    meeting.happened(event);
  }

  /**
   * Tasks of an ordinary stage come one by one, or not at all; those of a barrier stage together.
   */
  private Optional<Verdict> missing() {
    int present = meeting.roll().signs().size();
    if (present == plan.workers()) {
      return Optional.empty();
    }
    if (present > 0 && firstSeen == 0) {
      firstSeen = System.nanoTime();
    }
    if (launch.together()) {
      boolean late =
          firstSeen > 0 && System.nanoTime() - firstSeen > plan.options().limit().toNanos();
      return late
          ? Optional.of(Verdict.failed(tooFew(present, plan.options().limit())))
          : Optional.empty();
    }
    boolean late = System.nanoTime() - began > launch.gathering().toNanos();
    return late
        ? Optional.of(Verdict.places(tooFew(present, launch.gathering()), present))
        : Optional.empty();
  }

  private RuntimeException tooFew(int present, Duration limit) {
    return new IllegalStateException(
        "Workers: expected "
            + plan.workers()
            + " to come within "
            + limit.toSeconds()
            + " s, got "
            + present
            + ". Let the application have more executors, set fewer workers, or raise workerWait.");
  }

  private Optional<Verdict> silent() {
    return meeting
        .roll()
        .silent(launch.silence())
        .map(
            sign ->
                lost(
                    sign,
                    "a sign of life",
                    "nothing. Its process is stopped, its machine is down, or the network to the"
                        + " driver is cut. Raise workerTimeout if it may be silent for longer."));
  }

  private Optional<Verdict> cutOff() {
    return meeting
        .roll()
        .cutOff(launch.silence())
        .map(
            sign ->
                lost(
                    sign,
                    "values to go between it and the other workers",
                    "none while all of them lived and waited. Look at the network between the"
                        + " hosts."));
  }

  private Verdict lost(Sign sign, String expected, String got) {
    return Verdict.lost(
        new WorkerLostException(
            "Fit: expected "
                + expected
                + " from "
                + sign.name()
                + " in "
                + sign.position()
                + " within "
                + launch.silence().toMillis()
                + " ms, got "
                + got,
            null),
        sign.executor());
  }

  private Optional<Verdict> leaving() {
    List<Sign> signs = meeting.roll().signs();
    List<Sign> leaving =
        signs.stream().filter(sign -> ExecutorControl.isLeaving(context, sign.executor())).toList();
    if (leaving.isEmpty() || !isSaved(leaving)) {
      return Optional.empty();
    }
    return Optional.of(
        Verdict.departure(
            new WorkerLostException(
                "Fit: expected all executors to stay, got the decommissioning of that of "
                    + leaving.stream().map(Sign::name).collect(Collectors.joining(", "))
                    + ".",
                null)));
  }

  /**
   * A leaving executor ends as soon as its tasks do, and others may follow it, so the state is
   * saved before the attempt ends.
   */
  private boolean isSaved(List<Sign> leaving) {
    if (savingSince == 0) {
      LOG.warn(
          "Training: the executors of {} are decommissioned; the state is saved first.",
          leaving.stream().map(Sign::name).collect(Collectors.joining(", ")));
      savingSince = System.nanoTime();
      meeting.save();
    }
    return meeting.isSaved() || System.nanoTime() - savingSince > SAVING.toNanos();
  }
}
