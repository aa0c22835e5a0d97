package io.kindling.distributed;

import io.kindling.graph.Type;
import io.kindling.layers.json.JsonTypes;
import io.kindling.layers.json.JsonTypesProvider;
import io.kindling.layers.metric.Metric;
import io.kindling.tensor.Tensor;

/**
 * Counts how often each row comes, by the number that is its target: 0 when each came once.
 *
 * @param rows the number of rows, whose targets are 0, 1, ...
 */
public record EachRowOnce(int rows) implements Metric {
  @Override
  public String name() {
    return "rows_not_seen_once";
  }

  @Override
  public int size() {
    return rows;
  }

  @Override
  public void check(Type output, Type target) {
    // Any target of one number will do.
  }

  @Override
  public void accumulate(double[] sums, Tensor output, Tensor target, Tensor weights, int count) {
    for (int row = 0; row < count; row++) {
      sums[(int) target.getFloat(row)]++;
    }
  }

  @Override
  public double value(double[] sums) {
    double wrong = 0;
    for (double times : sums) {
      wrong += times == 1 ? 0 : 1;
    }
    return wrong;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  /** Lets it stand in JSON. */
  public static final class Types implements JsonTypesProvider {
    @Override
    public JsonTypes types() {
      return JsonTypes.none().with(EachRowOnce.class);
    }
  }
}
