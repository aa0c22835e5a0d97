package io.kindling.ml.scoring;

import io.kindling.tensor.Tensor;
import java.util.List;

/** The only number that a network gives for a row, as a double. */
public record NumberOutput() implements Outputs {
  @Override
  public int columns() {
    return 1;
  }

  @Override
  public void write(List<Tensor> outputs, int row, Object[] cells, int first) {
    cells[first] = outputs.get(0).getDouble(row);
  }
}
