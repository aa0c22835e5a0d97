package io.kindling.distributed.session;

import io.kindling.distributed.collective.CollectiveOptions;
import io.kindling.distributed.data.DealtRows;
import io.kindling.distributed.transport.SessionSecret;
import io.kindling.training.EventSink;
import io.kindling.training.RowFormat;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A fit from dealt rows to a result. It owns the attempts: Spark cannot repeat a stage of tasks
 * that run together, so an attempt is a job of its own with a number and a secret of its own.
 *
 * @param network the architecture as JSON
 * @param spec the training specification as JSON
 * @param threads of each worker
 */
public record Fit(
    String network,
    String spec,
    RowFormat format,
    List<byte[]> initial,
    int workers,
    int threads,
    CollectiveOptions options) {
  /** Copies the list. */
  public Fit {
    initial = List.copyOf(initial);
  }

  /**
   * Trains.
   *
   * @throws RuntimeException what a worker or the sink has thrown
   */
  public Learned run(
      JavaSparkContext context,
      DealtRows training,
      Optional<DealtRows> validation,
      EventSink sink) {
    Broadcast<byte[][]> first = context.broadcast(initial.toArray(new byte[0][]));
    try {
      SessionPlan plan =
          new SessionPlan(
              "kindling-" + UUID.randomUUID(),
              1,
              SessionSecret.create(),
              workers,
              threads,
              context.sc().isLocal(),
              sink.wantsSteps(),
              network,
              spec,
              format,
              rows(training),
              validation.map(Fit::rows).orElseGet(SessionPlan.Rows::none),
              options);
      JavaRDD<byte[]> blocks =
          validation.isEmpty() ? training.blocks() : joined(training, validation.get());
      return new Attempt(plan, sink).run(blocks, first);
    } finally {
      first.destroy();
    }
  }

  private static SessionPlan.Rows rows(DealtRows dealt) {
    return new SessionPlan.Rows(dealt.rows(), dealt.digests());
  }

  private static JavaRDD<byte[]> joined(DealtRows training, DealtRows validation) {
    return training
        .blocks()
        .zipPartitions(validation.blocks(), (first, second) -> new Joined(first, second));
  }

  /** Training blocks, the separator, validation blocks. */
  private static final class Joined implements Iterator<byte[]> {
    private final Iterator<byte[]> separator =
        Collections.singleton(WorkerRows.SEPARATOR).iterator();
    private final List<Iterator<byte[]>> parts;

    Joined(Iterator<byte[]> first, Iterator<byte[]> second) {
      parts = List.of(first, separator, second);
    }

    @Override
    public boolean hasNext() {
      return parts.stream().anyMatch(Iterator::hasNext);
    }

    @Override
    public byte[] next() {
      return parts.stream().filter(Iterator::hasNext).findFirst().orElseThrow().next();
    }
  }
}
