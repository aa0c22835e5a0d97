package io.kindling.contract;

import io.kindling.graph.Op;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of the operator contract: every operator and variant, for every backend's tests. */
public final class OpCases {
  private final Map<String, Golden> golden = Golden.read("/golden/operators.txt");
  private final Map<String, OpCase> rows = new LinkedHashMap<>();

  private OpCases() {}

  /** Returns all rows. */
  public static List<OpCase> all() {
    OpCases cases = new OpCases();
    ElementwiseCases.addTo(cases);
    ElementTypeCases.addTo(cases);
    MoveCases.addTo(cases);
    ProductCases.addTo(cases);
    WindowCases.addTo(cases);
    LossCases.addTo(cases);
    ExtremumCases.addTo(cases);
    ComparisonCases.addTo(cases);
    if (!cases.rows.keySet().equals(cases.golden.keySet())) {
      List<String> alone =
          cases.golden.keySet().stream().filter(name -> !cases.rows.containsKey(name)).toList();
      throw new IllegalStateException("golden cases without a row: " + alone);
    }
    return List.copyOf(cases.rows.values());
  }

  /** Adds a row; {@code batched} are the inputs whose first axis is the batch. */
  void row(String name, Op op, int... batched) {
    Golden values = golden.get(name);
    if (values == null) {
      throw new IllegalStateException(name + ": no golden case");
    }
    if (rows.put(name, new OpCase(name, op, OpCase.list(batched), values)) != null) {
      throw new IllegalStateException(name + ": two rows");
    }
  }
}
