package io.kindling.bench.train;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of what oneDNN prints when it has run a primitive.
 *
 * @param primitive its kind, direction and algorithm
 * @param implementation the code that ran
 * @param problem its sizes, and the layouts of a reorder
 */
record PrimitiveTime(String primitive, String implementation, String problem, double millis) {
  private static final String START = "onednn_verbose,v1,primitive,exec,";
  private static final Pattern LAYOUT = Pattern.compile("blocked:(\\w+)");

  /** The fields after the engine: kind, implementation, direction, memory, ... sizes, time. */
  private static final int FEWEST = 8;

  /** Returns what a line says; empty for other lines. */
  static Optional<PrimitiveTime> of(String line) {
    if (!line.startsWith(START)) {
      return Optional.empty();
    }
    String[] fields = line.split(",", -1);
    int first = START.split(",").length + 1;
    if (fields.length < first + FEWEST) {
      return Optional.empty();
    }
    String kind = fields[first];
    String direction = fields[first + 2];
    String sizes = fields[fields.length - 2];
    String problem = kind.equals("reorder") ? sizes + layouts(fields[first + 3]) : sizes;
    return Optional.of(
        new PrimitiveTime(
            direction.equals("undef") ? kind : kind + " " + direction,
            fields[first + 1],
            problem,
            Double.parseDouble(fields[fields.length - 1])));
  }

  private static String layouts(String memory) {
    StringBuilder text = new StringBuilder();
    Matcher matcher = LAYOUT.matcher(memory);
    while (matcher.find()) {
      text.append(text.length() == 0 ? " " : " -> ").append(matcher.group(1));
    }
    return text.toString();
  }

  /** Returns the same without the time, by which lines are summed. */
  PrimitiveTime key() {
    return new PrimitiveTime(primitive, implementation, problem, 0);
  }
}
