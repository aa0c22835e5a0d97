package io.kindling.graph.op;

import io.kindling.graph.GradientScope;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.Shape;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A part of the input, from {@code start} to before {@code end} in steps along each axis.
 *
 * <p>Starts and ends below 0 count from the end of the axis and are clamped to it; with a negative
 * step the part runs backwards. An axis with the batch can only be taken whole (or reversed).
 *
 * @param axes the axes that the other lists are for; empty for the first ones in order
 * @param steps the step along each, not 0; empty for 1
 */
public record Slice(List<Long> starts, List<Long> ends, List<Long> axes, List<Long> steps)
    implements Op {
  /** Fills in defaults, copies and checks the lists. */
  public Slice {
    int count = starts.size();
    axes = axes.isEmpty() ? LongStream.range(0, count).boxed().toList() : List.copyOf(axes);
    steps = steps.isEmpty() ? LongStream.range(0, count).map(i -> 1).boxed().toList() : steps;
    starts = List.copyOf(starts);
    ends = List.copyOf(ends);
    steps = List.copyOf(steps);
    if (ends.size() != count
        || axes.size() != count
        || steps.size() != count
        || steps.contains(0L)) {
      throw new IllegalArgumentException(
          "Slice: expected a start, an end and a step other than 0 for each axis, got starts "
              + starts
              + ", ends "
              + ends
              + ", axes "
              + axes
              + ", steps "
              + steps
              + ". Give lists of one length.");
    }
  }

  /** Returns the slice {@code [from, to)} of one axis. */
  public static Slice of(int axis, long from, long to) {
    return new Slice(List.of(from), List.of(to), List.of((long) axis), List.of());
  }

  /** What is taken of one axis. */
  public record Range(long start, long step, long count) {}

  /**
   * Returns what is taken of each axis of an input.
   *
   * @param input a shape of numbers, or with the batch in axes that are taken whole
   */
  public List<Range> ranges(Shape input) {
    Range[] ranges = new Range[input.rank()];
    for (int i = 0; i < ranges.length; i++) {
      ranges[i] = new Range(0, 1, input.dim(i));
    }
    for (int i = 0; i < axes.size(); i++) {
      int axis = input.axis(axes.get(i));
      ranges[axis] = range(input, axis, starts.get(i), ends.get(i), steps.get(i));
    }
    return List.of(ranges);
  }

  private Range range(Shape input, int axis, long start, long end, long step) {
    long dim = input.dim(axis);
    if (dim < 0) {
      boolean whole = step == 1 && start == 0 && end >= Integer.MAX_VALUE;
      boolean reversed = step == -1 && start == -1 && end <= -Integer.MAX_VALUE;
      if (!whole && !reversed) {
        throw new IllegalArgumentException(
            "Slice: expected axis "
                + axis
                + " of "
                + input
                + ", which holds the batch, to be taken whole, got "
                + this
                + ". Slice another axis.");
      }
      return new Range(0, step, dim);
    }
    long first = start < 0 ? start + dim : start;
    long last = end < 0 ? Math.max(end, -dim - 1) + dim : end;
    if (step > 0) {
      first = Math.min(Math.max(first, 0), dim);
      last = Math.min(Math.max(last, 0), dim);
      return new Range(first, step, Math.max(0, (last - first + step - 1) / step));
    }
    first = Math.min(Math.max(first, 0), dim - 1);
    last = Math.min(Math.max(last, -1), dim - 1);
    return new Range(first, step, Math.max(0, (first - last - step - 1) / -step));
  }

  @Override
  public List<Type> infer(List<Type> inputs) {
    Type x = Rules.inputs(this, inputs, 1).get(0);
    return List.of(x.withShape(Shape.of(ranges(x.shape()).stream().map(Range::count).toList())));
  }

  @Override
  public void gradient(GradientScope scope) {
    if (scope.wants(0)) {
      SliceGradient op = new SliceGradient(this, scope.input(0).shape());
      scope.set(0, scope.builder().apply(op, scope.outputGradient()));
    }
  }
}
