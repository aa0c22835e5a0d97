package io.kindling.training;

import io.kindling.backend.Collective;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Set;

/** Sums the flat gradient over the workers; ranges of frozen parameters stay at home. */
final class GradientReduction {
  private final Collective collective;
  private final List<Tensor> parts;

  GradientReduction(Collective collective, Parameters gradient, Set<String> updated) {
    this.collective = collective;
    this.parts =
        Segment.of(gradient.layout(), range -> updated.contains(range.name())).stream()
            .map(segment -> segment.of(gradient.vector()))
            .toList();
  }

  void run() {
    for (int i = 0; i < parts.size(); i++) {
      collective.start(parts.get(i));
    }
    for (int i = 0; i < parts.size(); i++) {
      collective.await(parts.get(i));
    }
  }
}
