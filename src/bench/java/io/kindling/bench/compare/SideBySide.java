package io.kindling.bench.compare;

import io.kindling.bench.measure.Tally;
import io.kindling.bench.measure.Turns;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures contenders in turns and prints what each of them reached.
 *
 * @param title the line above
 */
public record SideBySide(String title, Turns turns) {
  /** Returns the results in the order of the lanes. */
  public List<Result> run(List<Lane> lanes, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%n%s, %d rounds of %.1f s in turns%n",
        title,
        turns.rounds(),
        turns.seconds());
    List<Tally> tallies = turns.run(lanes.stream().map(Lane::contender).toList());
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < tallies.size(); i++) {
      Lane lane = lanes.get(i);
      Result result = new Result(tallies.get(i), lane.unit(), lane.contender().description());
      print(result, out);
      results.add(result);
    }
    return results;
  }

  private static void print(Result result, PrintStream out) {
    String rate = result.rate().isPresent() ? figure(result.rate().getAsDouble()) : "-";
    out.printf(
        "  %-34s %10s %s (%s)%n", result.name(), rate, result.unit(), result.tally().details());
    if (!result.description().isEmpty()) {
      out.printf("  %-34s   %s%n", "", result.description());
    }
  }

  private static String figure(double rate) {
    return String.format(Locale.ROOT, rate < 100 ? "%,.2f" : "%,.0f", rate);
  }
}
