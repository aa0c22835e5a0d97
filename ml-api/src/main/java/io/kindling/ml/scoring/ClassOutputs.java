package io.kindling.ml.scoring;

import io.kindling.scoring.ClassRule;
import io.kindling.tensor.Tensor;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;

/**
 * The columns of a classifier from the outputs of its network.
 *
 * @param raw whether the column rawPrediction is wanted
 * @param probability whether the column probability is wanted
 * @param prediction whether the column prediction is wanted
 * @param rule gives what stands in them
 */
public record ClassOutputs(boolean raw, boolean probability, boolean prediction, ClassRule rule)
    implements Outputs {

  @Override
  public int columns() {
    return (raw ? 1 : 0) + (probability ? 1 : 0) + (prediction ? 1 : 0);
  }

  @Override
  public void write(List<Tensor> outputs, int row, Object[] cells, int first) {
    double[] given = Outputs.doubles(Outputs.floats(outputs.get(0), row));
    double[] probabilities = rule.probabilities(given);
    int cell = first;
    if (raw) {
      cells[cell++] = Vectors.dense(rule.raw(given));
    }
    if (probability) {
      cells[cell++] = Vectors.dense(probabilities);
    }
    if (prediction) {
      cells[cell] = (double) rule.choose(probabilities);
    }
  }
}
