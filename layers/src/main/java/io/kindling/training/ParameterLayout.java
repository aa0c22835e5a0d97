package io.kindling.training;

import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.tensor.Arena;
import io.kindling.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each parameter of a network lies in one flat FLOAT32 vector.
 *
 * <p>Ranges stand in the graph's order. Each begins at a multiple of 64 bytes, as an allocation
 * does, and the elements between two ranges are padding, which is always zero.
 *
 * @param ranges in order
 * @param length the number of elements of the vector, padding included
 */
public record ParameterLayout(List<Range> ranges, long length) {
  private static final long STEP = Arena.ALIGNMENT / Float.BYTES;

  /**
   * The place of one parameter.
   *
   * @param offset the first element
   */
  public record Range(String name, Parameter.Role role, Shape shape, long offset) {
    /** Returns the number of elements. */
    public long size() {
      return shape.size();
    }

    /** Returns the element after the last, padding left out. */
    public long end() {
      return offset + size();
    }

    /** Returns the element at which the next range may begin. */
    public long paddedEnd() {
      return (end() + STEP - 1) / STEP * STEP;
    }
  }

  /** Copies the list. */
  public ParameterLayout {
    ranges = List.copyOf(ranges);
  }

  /** Returns the layout of a network's parameters. */
  public static ParameterLayout of(Graph graph) {
    List<Range> ranges = new ArrayList<>();
    long offset = 0;
    for (Parameter parameter : graph.parameters()) {
      Range range =
          new Range(parameter.name(), parameter.role(), parameter.value().shape(), offset);
      ranges.add(range);
      offset = range.paddedEnd();
    }
    return new ParameterLayout(ranges, offset);
  }

  /**
   * Returns the range of a parameter.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public Range range(String name) {
    return ranges.stream()
        .filter(range -> range.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "ParameterLayout: expected one of "
                        + ranges.stream().map(Range::name).toList()
                        + ", got \""
                        + name
                        + "\". Check the name."));
  }

  /** Returns the number of numbers that parameters hold, padding left out. */
  public long count() {
    return ranges.stream().mapToLong(Range::size).sum();
  }

  /** Returns a number that differs when a name, role, shape or place differs. */
  public long fingerprint() {
    byte[] text = toString().getBytes(StandardCharsets.UTF_8);
    return RowHash.of(0, text, 0, text.length);
  }
}
