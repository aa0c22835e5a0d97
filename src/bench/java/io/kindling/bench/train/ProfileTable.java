package io.kindling.bench.train;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The primitives of a step by the time they take, and what remains beside them. */
final class ProfileTable {
  private ProfileTable() {}

  private static final class Sum {
    private long calls;
    private double millis;
    private double least = Double.POSITIVE_INFINITY;

    void add(double time) {
      calls++;
      millis += time;
      least = Math.min(least, time);
    }
  }

  /**
   * Returns the table.
   *
   * @param steps number, milliseconds of a step and of its plan, with spaces between
   * @param lines what oneDNN printed over the same steps and one before
   */
  static String of(String steps, Stream<String> lines) {
    String[] words = steps.split(" ");
    long runs = Long.parseLong(words[0]) + 1;
    double step = Double.parseDouble(words[1]);
    double plan = Double.parseDouble(words[2]);
    Map<PrimitiveTime, Sum> sums = new LinkedHashMap<>();
    lines
        .map(PrimitiveTime::of)
        .flatMap(Optional::stream)
        .forEach(one -> sums.computeIfAbsent(one.key(), key -> new Sum()).add(one.millis()));
    List<Map.Entry<PrimitiveTime, Sum>> slowest =
        sums.entrySet().stream()
            .sorted(Comparator.comparingDouble(entry -> -entry.getValue().millis))
            .toList();
    StringBuilder text = new StringBuilder();
    line(text, "ms/step", "share", "calls", "least ms", "primitive, code, sizes");
    double inPrimitives = 0;
    double leastOfAll = 0;
    for (Map.Entry<PrimitiveTime, Sum> entry : slowest) {
      Sum sum = entry.getValue();
      double millis = sum.millis / runs;
      inPrimitives += millis;
      leastOfAll += sum.least * sum.calls / runs;
      String calls = number("%.1f", (double) sum.calls / runs);
      String least = number("%.3f", sum.least);
      line(text, number("%.3f", millis), share(millis, step), calls, least, words(entry.getKey()));
    }
    double loops = plan - inPrimitives;
    line(
        text,
        number("%.3f", inPrimitives),
        share(inPrimitives, step),
        "",
        number("%.3f", leastOfAll),
        "all primitives");
    line(text, number("%.3f", loops), share(loops, step), "", "", "rest of the plan");
    line(text, number("%.3f", step - plan), share(step - plan, step), "", "", "update and loop");
    line(text, number("%.3f", step), share(step, step), "", "", "step");
    return text.toString();
  }

  private static String words(PrimitiveTime one) {
    return String.format("%-28s %-26s %s", one.primitive(), one.implementation(), one.problem());
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String share(double part, double whole) {
    return number("%.1f %%", 100 * part / whole);
  }

  private static void line(StringBuilder text, String... cells) {
    text.append(
        String.format(
            "%10s %8s %6s %9s  %s%n", cells[0], cells[1], cells[2], cells[3], cells[4].strip()));
  }
}
