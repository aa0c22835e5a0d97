package io.kindling.training;

import io.kindling.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/** Rows of labelled images: each class has a pattern of its own under noise. */
final class Rows {
  private Rows() {}

  static RowFormat format(Graph network, Objective objective) {
    return RowFormat.of(objective.inputs(network));
  }

  static MemoryRowStore labelled(
      Graph network, Objective objective, int count, int classes, boolean weighted) {
    RowFormat format = format(network, objective);
    RowPacker packer = RowPacker.of(format);
    int size = (int) packer.size(0);
    RandomStream random = new RandomStream(5);
    List<byte[]> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      int label = row % classes;
      packer.begin(weighted ? 0.25 + random.nextInt(8) / 4.0 : 1);
      for (int i = 0; i < size; i++) {
        double pattern = Math.sin((i + 1.0) * (label + 1));
        packer.set(0, i, pattern + 0.5 * random.nextGaussian());
      }
      rows.add(packer.set(1, 0, label).row());
    }
    return MemoryRowStore.of(format, 1, rows);
  }
}
