package io.kindling.bench.limit;

import io.kindling.backend.Precision;
import io.kindling.bench.compare.Lane;
import io.kindling.bench.measure.JavaCommand;
import io.kindling.bench.measure.ProcessContender;
import java.util.List;
import java.util.Map;

/** The best rate of oneDNN itself, as a contender of its own. */
public final class Limit {
  private Limit() {}

  /** Returns the contender on a number of threads; what it says of itself is the product. */
  public static Lane lane(int threads, Precision precision) {
    List<String> command =
        JavaCommand.of(LimitProgram.class, Integer.toString(threads), precision.text());
    return new Lane(new ProcessContender("limit", command, Map.of()), "GFLOP/s");
  }
}
