package io.kindling.training;

import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A part of a flat vector: ranges that follow each other, with their padding.
 *
 * @param offset the first element
 * @param length the number of elements
 */
record Segment(long offset, long length) {
  /** Returns the parts that the chosen ranges make up, as few as possible. */
  static List<Segment> of(ParameterLayout layout, Predicate<ParameterLayout.Range> chosen) {
    List<Segment> segments = new ArrayList<>();
    long begin = 0;
    long end = 0;
    for (ParameterLayout.Range range : layout.ranges()) {
      if (!chosen.test(range)) {
        continue;
      }
      if (range.offset() != end && end > begin) {
        segments.add(new Segment(begin, end - begin));
      }
      begin = range.offset() == end && end > begin ? begin : range.offset();
      end = range.paddedEnd();
    }
    if (end > begin) {
      segments.add(new Segment(begin, end - begin));
    }
    return segments;
  }

  /** Returns these parts cut into pieces of a length, the last of each part shorter. */
  static List<Segment> pieces(List<Segment> segments, long length) {
    List<Segment> pieces = new ArrayList<>();
    for (Segment segment : segments) {
      for (long from = 0; from < segment.length(); from += length) {
        pieces.add(new Segment(segment.offset() + from, Math.min(length, segment.length() - from)));
      }
    }
    return pieces;
  }

  /** Returns this part of a vector. */
  Tensor of(Tensor vector) {
    return vector.view(offset, Shape.of(length));
  }
}
