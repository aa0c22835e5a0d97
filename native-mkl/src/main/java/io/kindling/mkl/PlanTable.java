package io.kindling.mkl;

import java.util.List;

/** The text that describes a plan to people. */
final class PlanTable {
  private PlanTable() {}

  static String of(List<Draft> drafts, long poolBytes, long scratchpadBytes) {
    StringBuilder text = new StringBuilder();
    text.append(String.format("%-40s %-24s %-28s %s%n", "node", "primitive", "kernel", "layouts"));
    drafts.forEach(draft -> text.append(draft.describe()).append(System.lineSeparator()));
    text.append(
        String.format(
            "memory: activations %,d bytes, scratchpad %,d bytes%n", poolBytes, scratchpadBytes));
    return text.toString();
  }
}
