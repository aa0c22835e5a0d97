package io.kindling.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Params;

/**
 * Bounds of the gradient; at most one of them.
 *
 * @param <S> the stage that the setters return
 */
public interface ClippingParams<S> extends Params {

  /** Param: the largest magnitude of every element of the gradient; 0: no bound. */
  default DoubleParam clipValue() {
    return Define.atLeast(
        this, "clipValue", "largest magnitude of every element of the gradient; 0: no bound", 0);
  }

  /** Returns the largest magnitude of every element of the gradient; 0: no bound. */
  default double getClipValue() {
    return (Double) getOrDefault(clipValue());
  }

  /** Sets the largest magnitude of every element of the gradient; 0: no bound. */
  default S setClipValue(double value) {
    return Define.set(this, clipValue(), value);
  }

  /** Param: the largest Euclidean norm of the whole gradient; 0: no bound. */
  default DoubleParam clipNorm() {
    return Define.atLeast(
        this, "clipNorm", "largest Euclidean norm of the whole gradient; 0: no bound", 0);
  }

  /** Returns the largest Euclidean norm of the whole gradient; 0: no bound. */
  default double getClipNorm() {
    return (Double) getOrDefault(clipNorm());
  }

  /** Sets the largest Euclidean norm of the whole gradient; 0: no bound. */
  default S setClipNorm(double value) {
    return Define.set(this, clipNorm(), value);
  }
}
