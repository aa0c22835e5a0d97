package io.kindling.backend.reference;

import io.kindling.backend.Collective;
import io.kindling.backend.KernelContext;
import io.kindling.graph.Node;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Applies single operators to tensors at once, for folding constants and for looking around. */
public final class Eager {
  private Eager() {}

  /**
   * Returns the outputs of an operator.
   *
   * @throws IllegalArgumentException when the inputs do not fit
   */
  public static List<Tensor> applyAll(Op op, List<Tensor> inputs) {
    List<Value> operands = new ArrayList<>();
    for (Tensor input : inputs) {
      operands.add(new Value("input_" + operands.size(), new Type(input.type(), input.shape())));
    }
    List<Value> results = new ArrayList<>();
    List<Tensor> outputs = new ArrayList<>();
    for (Type type : op.infer(operands.stream().map(Value::type).toList())) {
      results.add(new Value("output_" + results.size(), type));
      outputs.add(Tensor.zeros(type.dataType(), type.shape()));
    }
    Node node = new Node(op.type(), op, operands, results);
    ReferenceKernels.create(new KernelContext(node, inputs, outputs, Collective.alone())).run();
    return List.copyOf(outputs);
  }

  /** Returns the first output of an operator. */
  public static Tensor apply(Op op, Tensor... inputs) {
    return applyAll(op, List.of(inputs)).get(0);
  }
}
