package io.kindling.mkl;

/** The text that describes a plan to people. */
final class PlanTable {
  private PlanTable() {}

  static String of(Schedule schedule, ArenaPlanner planned, long scratchpadBytes) {
    StringBuilder text = new StringBuilder();
    text.append(String.format("%-40s %-24s %-28s %s%n", "node", "primitive", "kernel", "layouts"));
    if (!schedule.once().isEmpty()) {
      text.append("once:").append(System.lineSeparator());
      schedule.once().forEach(draft -> row(text, draft));
      text.append("in every run:").append(System.lineSeparator());
    }
    schedule.always().forEach(draft -> row(text, draft));
    text.append(
        String.format(
            "memory: activations %,d bytes and %,d in outputs, scratchpad %,d bytes%n",
            planned.bytes(), planned.lent(), scratchpadBytes));
    return text.toString();
  }

  private static void row(StringBuilder text, Draft draft) {
    text.append(draft.describe()).append(System.lineSeparator());
  }
}
