package io.kindling.mkl;

import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.mkl.RowWise.Kind;
import io.kindling.tensor.Shape;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A batch cut into parts of its rows, each computed by one thread: where many small operators
 * follow each other, threads that meet once a run lose less than a team that meets after each.
 *
 * <p>The cut depends on the graph, the batch size and the number of threads alone, and sums over
 * parts are taken in their order, so that results repeat bit by bit whichever thread has which.
 *
 * @param count the number of parts
 */
record RowParts(RowWise rowWise, long batch, int count) {
  /** More parts than threads, so that a thread that is held up leaves work to the others. */
  private static final int MOST_PARTS_PER_THREAD = 2;

  /** Below this many rows one part more costs more than a thread that is held up. */
  private static final long GOOD_ROWS = 16;

  /** Below this many rows products and convolutions are slower. */
  private static final long LEAST_ROWS = 8;

  /** What a team loses at an operator: to meet, and to wait for the one who has more to do. */
  static final double TEAM_NANOS = 8_000;

  /** What one part more costs for every byte of weights that it reads and sums that it leaves. */
  private static final double NANOS_PER_BYTE = 0.1;

  /** Returns the parts of a graph that gains by them. */
  static Optional<RowParts> of(Graph graph, LiveNodes live, long batch, int threads) {
    boolean named = graph.outputs().keySet().stream().noneMatch(name -> isGiven(graph, name));
    if (threads == 1 || batch < threads * LEAST_ROWS || !named) {
      return Optional.empty();
    }
    return RowWise.of(graph, live)
        .map(rowWise -> new RowParts(rowWise, batch, count(batch, threads)))
        .filter(parts -> parts.cost(graph) < TEAM_NANOS * live.nodes().size());
  }

  /** Returns as many parts for every thread, so that none waits for the last of another. */
  private static int count(long batch, int threads) {
    long each = batch / (GOOD_ROWS * threads);
    return threads * (int) Math.max(1, Math.min(MOST_PARTS_PER_THREAD, each));
  }

  private static boolean isGiven(Graph graph, String name) {
    return graph.input(name).isPresent() || graph.parameter(name).isPresent();
  }

  private double cost(Graph graph) {
    Stream<Value> weights = graph.parameters().stream().map(Parameter::value);
    Stream<Value> sums =
        graph.outputs().values().stream().filter(value -> rowWise.kind(value) == Kind.SUM);
    long bytes =
        Stream.concat(weights, sums)
            .mapToLong(value -> value.shape().size() * value.dataType().bytes())
            .sum();
    return count * bytes * NANOS_PER_BYTE;
  }

  /** Returns the first row of a part, or the number of rows for the part after the last. */
  long start(int part) {
    return batch * part / count;
  }

  long rows(int part) {
    return start(part + 1) - start(part);
  }

  /** Returns the shape of a part of a value that has rows. */
  Shape shape(Value value, int part) {
    return value.shape().bind(rows(part));
  }
}
