package io.kindling.scoring;

import java.io.Serializable;

/**
 * Raw predictions, probabilities and the class from the outputs (logits) of a network, by the rules
 * of Spark's probabilistic classifiers.
 *
 * <p>With outputs x_k of several classes the probabilities are {@code e^x_k / sum_j e^x_j}. With
 * one output x there are two classes: the raw prediction is [-x, x] and the probability of class 1
 * is {@code 1 / (1 + e^-x)}. The class with the largest p_k / t_k is chosen, the first of equal
 * ones.
 *
 * @param thresholds t_k, one for each class, or none at all
 */
public record ClassRule(double[] thresholds) implements Serializable {
  /** Returns the raw prediction of each class. */
  public double[] raw(double[] outputs) {
    return outputs.length == 1 ? new double[] {-outputs[0], outputs[0]} : outputs;
  }

  /** Returns the probability of each class. */
  public double[] probabilities(double[] outputs) {
    // Softmax over [-x/2, x/2] is the logistic function of x.
    return softmax(raw(outputs), outputs.length == 1 ? 0.5 : 1);
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

  /** Returns the class for these probabilities. */
  public int choose(double[] probabilities) {
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
