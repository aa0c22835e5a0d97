package io.kindling.bench;

import java.util.List;

/** What is printed when the arguments are not understood. */
final class Usage {
  private Usage() {}

  static String text(List<Benchmark> benchmarks) {
    StringBuilder text = new StringBuilder("usage: bin/bench [NAME [PART ...] [options]]\n");
    for (Benchmark benchmark : benchmarks) {
      String parts = String.join(" ", benchmark.parts());
      text.append(String.format("  %-18s %s%n", benchmark.name(), benchmark.summary()));
      text.append(String.format("  %-18s   parts: %s%n", "", parts));
    }
    text.append("options:\n");
    for (Option option : Option.values()) {
      text.append(String.format("  %-18s %s%n", option.synopsis(), option.help()));
    }
    return text.toString();
  }
}
