package io.kindling.ml.param;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * The names of the classes, which the prediction column carries as metadata, so that an {@code
 * IndexToString} needs no labels of its own.
 *
 * @param <S> the stage that the setters return
 */
public interface ClassNames<S> extends Params {
  /** Param: the names of the classes in the order of their labels; empty when they have none. */
  default StringArrayParam labels() {
    return Define.texts(
        this, "labels", "names of the classes in the order of their labels; empty: none");
  }

  /** Returns the names of the classes in the order of their labels; empty when they have none. */
  default String[] getLabels() {
    return getOrDefault(labels());
  }

  /** Sets the names of the classes; a fit takes them from the label column's metadata. */
  default S setLabels(String[] value) {
    return Define.set(this, labels(), value);
  }
}
