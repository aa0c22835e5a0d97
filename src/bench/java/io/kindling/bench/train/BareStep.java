package io.kindling.bench.train;

import io.kindling.bench.compare.Lane;
import io.kindling.bench.measure.JavaCommand;
import io.kindling.bench.measure.ProcessContender;
import java.util.List;
import java.util.Map;

/** Our training step as a contender. */
public final class BareStep {
  /** What steps are counted in. */
  public static final String UNIT = "images/s";

  private BareStep() {}

  /** Returns the contender, which knows no Spark. */
  public static Lane lane(TrainCase one, int threads) {
    return new Lane(process("Kindling", one, threads), UNIT);
  }

  /** Returns the contender under a name of its own. */
  public static ProcessContender process(String name, TrainCase one, int threads) {
    List<String> command =
        JavaCommand.of(
            StepProgram.class, one.name(), Integer.toString(threads), one.precision().text());
    return new ProcessContender(name, command, Map.of());
  }
}
