package io.kindling.distributed.session;

import io.kindling.distributed.spark.SparkInternals.Answer;
import io.kindling.distributed.spark.SparkInternals.Handler;
import io.kindling.distributed.transport.Peer;
import io.kindling.training.Parameters;
import io.kindling.training.TrainingEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the workers of one attempt meet: what they have told the driver so far. Messages of other
 * attempts are refused.
 */
final class Meeting implements Handler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Meeting.class);

  private final int attempt;
  private final int workers;
  private final CheckpointPlan checkpoints;
  private final Map<Integer, Peer> peers = new TreeMap<>();
  private final Map<Integer, Long> held = new TreeMap<>();
  private final AtomicLong steps = new AtomicLong(Report.NO_STATE);
  private final Map<Integer, Report.Done> done = new TreeMap<>();
  private final Map<Integer, Long> tasks = new TreeMap<>();
  private final Gathering joining = new Gathering();
  private final Gathering leaving = new Gathering();
  private final Gathering copies = new Gathering();
  private final RollCall roll;
  private final KnownStates known;
  private final Parameters first;
  private @Nullable Parameters result;
  private long received;
  private final BlockingQueue<TrainingEvent> events = new LinkedBlockingQueue<>();
  private final Set<Integer> gone = new HashSet<>();
  private @Nullable WorkerFailure failure;
  private @Nullable Reply begun;
  private boolean saveWanted;
  private boolean saved;
  private String ended = "";

  /**
   * Opens one.
   *
   * @param known states besides those that the workers bring
   * @param first the parameters before the first step
   */
  Meeting(
      int attempt, int workers, CheckpointPlan checkpoints, KnownStates known, Parameters first) {
    this.attempt = attempt;
    this.checkpoints = checkpoints;
    this.workers = workers;
    this.known = known;
    this.first = first;
    this.roll = new RollCall(workers);
  }

  int attempt() {
    return attempt;
  }

  @Override
  public synchronized void ask(byte[] message, Optional<Throwable> cause, Answer answer) {
    Report report = Report.decode(message);
    if (report.attempt() != attempt) {
      answer.send(
          Reply.refused("this is attempt " + attempt + ", not " + report.attempt()).encode());
    } else if (report instanceof Report.Failed failed) {
      fail(failed, cause);
      answer.send(Reply.accepted().encode());
    } else if (!ended.isEmpty()) {
      answer.send(Reply.refused(ended).encode());
    } else if (report instanceof Report.Alive alive) {
      answer.send(alive(alive.sign()).encode());
    } else if (report instanceof Report.Joined joined) {
      join(joined, answer);
    } else if (report instanceof Report.Done last) {
      done.put(last.rank(), last);
      leaving.add(last.rank(), answer);
      if (done.size() == workers) {
        leaving.answer(Reply.accepted());
      }
    } else if (report instanceof Report.Chunk chunk) {
      take(chunk);
      answer.send(Reply.accepted().encode());
    } else if (report instanceof Report.First wanted) {
      answer.send(Reply.bytes(HandOver.piece(first, wanted.offset())).encode());
    }
  }

  private Reply alive(Sign sign) {
    if (isCurrent(sign.rank(), sign.task())) {
      roll.hear(sign);
    }
    boolean saves = saveWanted && !saved && sign.rank() == 0;
    return saves ? Reply.ordered(Reply.Order.SAVE) : Reply.accepted();
  }

  /** A later task of the same worker counts until all have come; then the one that has begun. */
  private boolean isCurrent(int rank, long task) {
    long before = tasks.getOrDefault(rank, task);
    if (begun == null && task > before) {
      roll.forget(rank);
    }
    return task == before || (begun == null && task > before);
  }

  private void join(Report.Joined joined, Answer answer) {
    int rank = joined.self().rank();
    if (!isCurrent(rank, joined.task())) {
      if (begun != null && !roll.isFresh(rank)) {
        end("worker " + rank + " has come again, since its first task was lost");
        answer.send(Reply.refused(ended).encode());
      } else {
        // A copy that Spark has started of a slow task; when that one ends it is killed.
        copies.add(rank, answer);
      }
      return;
    }
    tasks.put(rank, joined.task());
    peers.put(rank, joined.self());
    held.put(rank, joined.steps());
    joining.add(rank, answer);
    beginWhenAllHaveCome();
  }

  private void beginWhenAllHaveCome() {
    if (begun == null && peers.size() == workers) {
      begun = begin().orElse(null);
    }
    if (begun != null) {
      joining.answer(begun);
    }
  }

  /** Lets those ask again who have waited for long, and looks whether all can begin. */
  synchronized void look(Duration limit) {
    roll.look();
    beginWhenAllHaveCome();
    joining.remind(limit);
    leaving.remind(limit);
    copies.remind(limit);
  }

  /** Wants the state to be saved, since all workers will have to leave. */
  synchronized void save() {
    saveWanted = true;
  }

  /** Returns whether a state was saved after {@link #save}. */
  synchronized boolean isSaved() {
    return saved;
  }

  /** Returns who lives. */
  RollCall roll() {
    return roll;
  }

  /** Tells the caller of the fit something that the driver has seen. */
  void happened(TrainingEvent event) {
    events.add(event);
  }

  /** Says with whose state all go on; empty as long as a better one is on its way. */
  private Optional<Reply> begin() {
    Reply.Holder holder = holder(held);
    boolean resumes = holder.rank() == Reply.NOBODY && checkpoints.resumes();
    if (known.awaitsBetterThan(resumes ? checkpoints.resumeSteps() : holder.steps())) {
      return Optional.empty();
    }
    if (known.saved() > (resumes ? checkpoints.resumeSteps() : holder.steps())) {
      resumes = false;
      holder = new Reply.Holder(0, known.saved(), false, true);
    }
    steps.accumulateAndGet(holder.steps(), Math::max);
    if (attempt > 1 || resumes) {
      long stepsDone = resumes ? checkpoints.resumeSteps() : Math.max(0, holder.steps());
      String message = goesOn(holder);
      LOG.warn("Training: {}.", message);
      events.add(new TrainingEvent.Resumed(attempt, stepsDone, message));
    }
    return Optional.of(
        new Reply("", List.copyOf(peers.values()), holder, Reply.Order.NONE, new byte[0]));
  }

  private static Reply.Holder holder(Map<Integer, Long> held) {
    Reply.Holder holder = Reply.Holder.NONE;
    for (Map.Entry<Integer, Long> each : held.entrySet()) {
      if (each.getValue() > holder.steps()) {
        holder = new Reply.Holder(each.getKey(), each.getValue(), true, false);
      }
    }
    long furthest = holder.steps();
    boolean shared = held.values().stream().allMatch(steps -> steps == furthest);
    return new Reply.Holder(holder.rank(), furthest, shared, false);
  }

  private String goesOn(Reply.Holder holder) {
    if (holder.rank() == Reply.NOBODY && checkpoints.resumes()) {
      return "attempt "
          + attempt
          + " goes on after step "
          + checkpoints.resumeSteps()
          + " from the checkpoint "
          + checkpoints.resume();
    }
    if (holder.rank() == Reply.NOBODY) {
      return "attempt "
          + attempt
          + " begins from the start: no worker that is left has a state of training, and there is"
          + " no checkpoint";
    }
    if (holder.withDriver()) {
      return "attempt "
          + attempt
          + " goes on after step "
          + holder.steps()
          + " from a state that the driver kept";
    }
    return "attempt "
        + attempt
        + " goes on after step "
        + holder.steps()
        + " from the state of worker "
        + holder.rank()
        + " on "
        + host(holder.rank());
  }

  private String host(int rank) {
    return peers.values().stream()
        .filter(peer -> peer.rank() == rank)
        .map(Peer::host)
        .findFirst()
        .orElse("an unknown host");
  }

  private void fail(Report.Failed failed, Optional<Throwable> cause) {
    gone.add(failed.rank());
    // What only follows from another worker's failure gives way to that failure.
    if (failure == null || failed.kind().compareTo(failure.report().kind()) < 0) {
      failure = new WorkerFailure(withAbsent(failed), cause);
    }
    end("worker " + failed.rank() + " on " + failed.host() + " has failed");
  }

  /** Names those who had not come, which a worker that waits for all cannot know. */
  private Report.Failed withAbsent(Report.Failed failed) {
    if (failed.kind() != Report.Failed.Kind.LOST || peers.size() == workers) {
      return failed;
    }
    String absent =
        IntStream.range(0, workers)
            .filter(rank -> !peers.containsKey(rank))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    return failed.withMessage(failed.message() + " Not there yet: worker " + absent + ".");
  }

  @Override
  public void tell(byte[] message) {
    Report report = Report.decode(message);
    if (report.attempt() == attempt && report instanceof Report.Happened happened) {
      if (happened.event() instanceof TrainingEvent.StepFinished step) {
        steps.accumulateAndGet(step.step() + 1, Math::max);
      } else if (happened.event() instanceof TrainingEvent.Saved) {
        secured();
      }
      events.add(happened.event());
    }
  }

  /** Hears that a state has been saved. */
  synchronized void secured() {
    saved = saveWanted;
  }

  /** Returns whether workers have been sent home. */
  synchronized boolean isEnded() {
    return !ended.isEmpty();
  }

  /** Sends the workers that still wait home. */
  synchronized void end(String reason) {
    Reply refusal = Reply.refused(reason);
    joining.answer(refusal);
    leaving.answer(refusal);
    copies.answer(refusal);
    if (ended.isEmpty()) {
      ended = reason;
    }
  }

  /** Hears of a state that an executor keeps. */
  void kept(long done) {
    steps.accumulateAndGet(done, Math::max);
  }

  /** Returns how many steps are known to be done. */
  long steps() {
    return steps.get();
  }

  /** Returns the next event, or null when there is none for a while. */
  @Nullable TrainingEvent next(long millis) throws InterruptedException {
    return events.poll(millis, TimeUnit.MILLISECONDS);
  }

  synchronized Optional<WorkerFailure> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns whether it is known why the attempt failed: the root, or all that workers can say. */
  synchronized boolean isExplained() {
    return gone.containsAll(peers.keySet())
        || (failure != null && failure.report().kind() == Report.Failed.Kind.OWN);
  }

  /** Returns the last words of all workers by rank. */
  synchronized List<Report.Done> results() {
    return List.copyOf(done.values());
  }

  private void take(Report.Chunk chunk) {
    if (chunk.offset() != received) {
      throw new IllegalStateException(
          "Fit: expected the parameters of worker 0 from byte "
              + received
              + " on, got those from "
              + chunk.offset()
              + ".");
    }
    Parameters to = result;
    if (to == null) {
      to = Parameters.zeros(first.layout());
      result = to;
    }
    to.vector().copyBytesFrom(chunk.bytes(), 0, chunk.offset(), chunk.bytes().length);
    received += chunk.bytes().length;
  }

  /**
   * Hands the final parameters over to somebody who closes them.
   *
   * @throws IllegalStateException when they have not come whole
   */
  synchronized Parameters parameters() {
    Parameters whole = result == null ? Parameters.zeros(first.layout()) : result;
    result = null;
    if (received != whole.vector().bytes()) {
      whole.close();
      throw new IllegalStateException(
          "Fit: expected "
              + first.vector().bytes()
              + " bytes of parameters from worker 0, got "
              + received
              + ".");
    }
    return whole;
  }

  /**
   * Frees what nobody has taken, and refuses whoever comes later: the memory of the first
   * parameters may be freed as well after this.
   */
  @Override
  public synchronized void close() {
    if (ended.isEmpty()) {
      ended = "this attempt has ended";
    }
    if (result != null) {
      result.close();
      result = null;
    }
  }
}
