package io.kindling.ml.scoring;

import io.kindling.tensor.Tensor;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;

/**
 * Raw prediction, probability and prediction from the scores (logits) of a network, by the rules of
 * Spark's probabilistic classifiers.
 *
 * <p>With scores x_k of several classes the probabilities are {@code e^x_k / sum_j e^x_j}. With one
 * score x there are two classes: the raw prediction is [-x, x] and the probability of class 1 is
 * {@code 1 / (1 + e^-x)}. The class with the largest p_k / t_k is predicted, the first of equal
 * ones.
 *
 * @param raw whether the column rawPrediction is wanted
 * @param probability whether the column probability is wanted
 * @param prediction whether the column prediction is wanted
 * @param thresholds one for each class, or none at all
 */
public record ClassOutputs(
    boolean raw, boolean probability, boolean prediction, double[] thresholds) implements Outputs {

  @Override
  public int columns() {
    return (raw ? 1 : 0) + (probability ? 1 : 0) + (prediction ? 1 : 0);
  }

  @Override
  public void write(List<Tensor> outputs, int row, Object[] cells, int first) {
    double[] given = Outputs.doubles(Outputs.floats(outputs.get(0), row));
    double[] scores = given.length == 1 ? new double[] {-given[0], given[0]} : given;
    // Softmax over [-x/2, x/2] is the logistic function of x.
    double[] probabilities = softmax(scores, given.length == 1 ? 0.5 : 1);
    int cell = first;
    if (raw) {
      cells[cell++] = Vectors.dense(scores);
    }
    if (probability) {
      cells[cell++] = Vectors.dense(probabilities);
    }
    if (prediction) {
      cells[cell] = (double) decide(probabilities);
    }
  }

  private static double[] softmax(double[] scores, double scale) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      largest = Math.max(largest, score);
    }
    double[] shares = new double[scores.length];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.exp(scale * (scores[i] - largest));
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  private int decide(double[] probabilities) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < probabilities.length; i++) {
      // A class with threshold 0 has an infinite quotient, unless its probability is 0 too: NaN,
      // which exceeds nothing.
      double quotient =
          thresholds.length == 0 ? probabilities[i] : probabilities[i] / thresholds[i];
      if (quotient > most) {
        most = quotient;
        best = i;
      }
    }
    return best;
  }
}
