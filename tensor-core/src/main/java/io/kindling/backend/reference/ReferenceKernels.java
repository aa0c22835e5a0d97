package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.backend.KernelFactory;
import io.kindling.graph.Op;
import io.kindling.graph.op.Binary;
import io.kindling.graph.op.Reshape;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table of plain loops: one row an operator, or a family of operators. */
public final class ReferenceKernels {
  private static final Map<Class<? extends Op>, KernelFactory<? extends Op>> TABLE = table();

  private ReferenceKernels() {}

  private static Map<Class<? extends Op>, KernelFactory<? extends Op>> table() {
    Map<Class<? extends Op>, KernelFactory<? extends Op>> table = new LinkedHashMap<>();
    row(table, Binary.class, BinaryLoop::create);
    row(table, Reshape.class, (op, context) -> () -> context.output().copyFrom(context.input(0)));
    return table;
  }

  private static <O extends Op> void row(
      Map<Class<? extends Op>, KernelFactory<? extends Op>> table,
      Class<O> type,
      KernelFactory<O> factory) {
    table.put(type, factory);
  }

  /**
   * Returns the plain loops of a node, for any backend that has nothing faster.
   *
   * @throws IllegalArgumentException when there are none for the operator
   */
  public static Kernel create(KernelContext context) {
    Op op = context.node().op();
    for (Map.Entry<Class<? extends Op>, KernelFactory<? extends Op>> row : TABLE.entrySet()) {
      if (row.getKey().isInstance(op)) {
        return create(row.getValue(), op, context);
      }
    }
    throw new IllegalArgumentException(
        op.type()
            + " \""
            + context.node().name()
            + "\": expected an operator with a kernel, got none. Add its row to the table.");
  }

  @SuppressWarnings("unchecked") // A row's factory takes the class that the row is for.
  private static <O extends Op> Kernel create(
      KernelFactory<O> factory, Op op, KernelContext context) {
    return factory.create((O) op, context);
  }
}
