package io.kindling.ml.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import scala.Function1;

/**
 * A param of texts that says so: Spark Connect takes only values whose type it knows. (Spark has
 * classes of its own for numbers and arrays, but none for texts.)
 */
final class TextParam extends Param<String> {
  private static final long serialVersionUID = 1L;

  TextParam(Params owner, String name, String doc, Function1<String, Object> rule) {
    super(owner, name, doc, rule);
  }

  @Override
  public Class<String> dataClass() {
    return String.class;
  }
}
