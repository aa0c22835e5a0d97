package io.kindling.training;

import io.kindling.autodiff.TrainingGraph;
import io.kindling.backend.Collective;
import io.kindling.backend.OutputListener;
import io.kindling.backend.Wire;
import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.graph.op.AllReduceSum;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sums the flat gradient of a step over the workers while the backward pass still runs: as soon as
 * the plan has settled all ranges of a part, it leaves.
 *
 * <p>Parts leave in an order that the graph alone decides, so it is that of all workers whatever
 * their plans do. In a graph whose operators sum over workers themselves nothing leaves before the
 * run has ended, since its sums could come before those operators' on one worker and after them on
 * another. Ranges of frozen parameters stay at home.
 */
final class StepReduction implements OutputListener {
  /** The least elements of a part; the collective cuts large ones. */
  private static final long PART = 1 << 18;

  private static final int TILE = 2048;

  private final Collective collective;
  private final Parameters gradient;
  private final GradientSource step;
  private final Compression compression;
  private final Optional<ThresholdExchange> thresholds;
  private final boolean early;
  private final List<Part> parts;
  private final Map<String, Integer> partOf = new HashMap<>();
  private final int[] unsettled;
  private final float[] tile = new float[TILE];
  private boolean weightIsThere;
  private boolean running;
  private int started;
  private int awaited;

  /**
   * A part of the gradient.
   *
   * @param states which of it are next states, to be weighed by the rows of this worker
   */
  private record Part(
      Segment segment,
      Tensor values,
      List<String> names,
      List<Segment> states,
      boolean trained,
      int settledBy) {}

  /**
   * Prepares for the steps of a run.
   *
   * @param step computes the gradient, and knows the weight of its rows when {@link
   *     TrainingGraph#WEIGHT_SUM} is settled
   * @param state that the steps change
   */
  StepReduction(
      Collective collective,
      TrainingGraph training,
      Parameters gradient,
      GradientSource step,
      Compression compression,
      TrainingState state) {
    this.collective = collective;
    this.gradient = gradient;
    this.step = step;
    this.compression = compression;
    Graph graph = training.graph();
    this.early = graph.nodes().stream().noneMatch(node -> node.op() instanceof AllReduceSum);
    List<Part> all = parts(training, gradient, compression != Compression.NONE);
    boolean thresholded = compression == Compression.THRESHOLD;
    this.parts = all.stream().filter(part -> !(thresholded && part.trained())).toList();
    this.thresholds =
        thresholded
            ? Optional.of(
                new ThresholdExchange(
                    collective,
                    gradient,
                    all.stream().filter(Part::trained).map(Part::segment).toList(),
                    state))
            : Optional.empty();
    this.unsettled = new int[parts.size()];
    for (int part = 0; part < parts.size(); part++) {
      for (String name : parts.get(part).names()) {
        partOf.put(TrainingGraph.update(name), part);
      }
    }
  }

  /**
   * @param apart whether states, which travel as they are, stay apart from gradients
   */
  private static List<Part> parts(TrainingGraph training, Parameters gradient, boolean apart) {
    Map<Value, Integer> last = new HashMap<>();
    List<Node> nodes = training.graph().nodes();
    for (int i = 0; i < nodes.size(); i++) {
      for (Value value : nodes.get(i).inputs()) {
        last.put(value, i);
      }
      for (Value value : nodes.get(i).outputs()) {
        last.put(value, i);
      }
    }
    Map<String, Integer> settledBy = new HashMap<>();
    for (Parameter parameter : training.updates()) {
      Value update = training.graph().outputs().get(TrainingGraph.update(parameter.name()));
      settledBy.put(parameter.name(), last.getOrDefault(update, nodes.size()));
    }
    List<Part> parts = new ArrayList<>();
    List<ParameterLayout.Range> ranges = gradient.layout().ranges();
    int end = ranges.size();
    while (end > 0) {
      int begin = end;
      // From the end, as the backward pass goes.
      while (begin > 0
          && settledBy.containsKey(ranges.get(begin - 1).name())
          && (begin == end
              || (length(ranges, begin, end) < PART
                  && !(apart && ranges.get(begin - 1).role() != ranges.get(end - 1).role())))) {
        begin--;
      }
      if (begin == end) {
        end--;
      } else {
        parts.add(part(ranges.subList(begin, end), gradient, settledBy));
        end = begin;
      }
    }
    parts.sort(Comparator.comparingInt(Part::settledBy));
    return parts;
  }

  private static long length(List<ParameterLayout.Range> ranges, int begin, int end) {
    return ranges.get(end - 1).paddedEnd() - ranges.get(begin).offset();
  }

  private static Part part(
      List<ParameterLayout.Range> ranges, Parameters gradient, Map<String, Integer> settledBy) {
    long offset = ranges.get(0).offset();
    Segment whole = new Segment(offset, length(ranges, 0, ranges.size()));
    List<Segment> states =
        ranges.stream()
            .filter(range -> range.role() == Parameter.Role.STATE)
            .map(range -> new Segment(range.offset(), range.paddedEnd() - range.offset()))
            .toList();
    List<String> names = ranges.stream().map(ParameterLayout.Range::name).toList();
    int last = names.stream().mapToInt(name -> settledBy.getOrDefault(name, 0)).max().orElse(0);
    boolean trained = states.size() < ranges.size();
    return new Part(whole, whole.of(gradient.vector()), names, states, trained, last);
  }

  /** Prepares for a run of the plan. */
  void begin() {
    for (int part = 0; part < unsettled.length; part++) {
      unsettled[part] = parts.get(part).names().size();
    }
    started = 0;
    awaited = 0;
    weightIsThere = false;
    running = true;
  }

  @Override
  public void settled(String output) {
    if (!running) {
      return;
    }
    Integer part = partOf.get(output);
    if (part != null) {
      unsettled[part]--;
    } else if (output.equals(TrainingGraph.WEIGHT_SUM)) {
      weightIsThere = true;
    } else {
      return;
    }
    while (early && started < parts.size() && isReady(started)) {
      start();
    }
  }

  private boolean isReady(int part) {
    return unsettled[part] == 0 && (weightIsThere || parts.get(part).states().isEmpty());
  }

  private void start() {
    Part part = parts.get(started);
    for (int i = 0; i < part.states().size(); i++) {
      // Sums over workers of states times weights become means.
      Vectors.scale(gradient.vector(), part.states().get(i), step.runningWeight(), tile);
    }
    step.complete(part.segment());
    collective.start(part.values(), part.trained() ? compression.wire() : Wire.FLOAT32);
    started++;
  }

  /** Lets leave what has not left when the plan's run has ended. */
  void startRest() {
    running = false;
    while (started < parts.size()) {
      start();
    }
  }

  /**
   * Waits until the gradient is summed.
   *
   * @param numbers that were started after it, and are awaited too
   */
  void await(double[] numbers) {
    while (awaited < started) {
      collective.await(parts.get(awaited).values());
      awaited++;
    }
    collective.await(numbers);
    if (thresholds.isPresent()) {
      thresholds.get().run(step);
    }
  }

  /** Gives up what is under way, so that the gradient may be freed. */
  void abandon(Throwable cause) {
    running = false;
    collective.abandon(cause);
  }
}
