package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Add;
import io.kindling.graph.op.Binary;
import io.kindling.graph.op.Div;
import io.kindling.graph.op.Max;
import io.kindling.graph.op.Min;
import io.kindling.graph.op.Mul;
import io.kindling.graph.op.Sub;
import io.kindling.tensor.Shape;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/** Operators on two tensors element by element, with broadcasting. */
final class Binaries {
  private static final Map<Class<? extends Binary>, Integer> ALGORITHMS =
      Map.of(
          Add.class, dnnl.dnnl_binary_add,
          Sub.class, dnnl.dnnl_binary_sub,
          Mul.class, dnnl.dnnl_binary_mul,
          Div.class, dnnl.dnnl_binary_div,
          Max.class, dnnl.dnnl_binary_max,
          Min.class, dnnl.dnnl_binary_min);

  private Binaries() {}

  static boolean compile(Binary op, Node node, Drafting drafting) {
    Integer algorithm = ALGORITHMS.get(op.getClass());
    Shape shape = drafting.shape(node.output());
    if (algorithm == null) {
      return false;
    }
    Value a = node.inputs().get(0);
    Value b = node.inputs().get(1);
    boolean commutes = !(op instanceof Sub || op instanceof Div);
    if (!drafting.shape(a).equals(shape) && commutes) {
      Value swapped = a;
      a = b;
      b = swapped;
    }
    if (!drafting.shape(a).equals(shape)) {
      return false;
    }
    Placed whole = whole(a, b, shape, drafting);
    Placed other = other(b, whole, shape, drafting);
    Optional<FusedActivation> activation = FusedActivation.after(node, drafting);
    Optional<Primitive> fused =
        activation
            .flatMap(any -> find(algorithm, whole.layout(), other.layout(), activation, drafting))
            .filter(primitive -> !primitive.isReference());
    Optional<Primitive> primitive =
        fused.or(() -> find(algorithm, whole.layout(), other.layout(), Optional.empty(), drafting));
    if (primitive.isEmpty()) {
      return false;
    }
    Optional<FusedActivation> taken = activation.filter(any -> fused.isPresent());
    taken.map(FusedActivation::node).ifPresent(drafting::fuse);
    Placed y = drafting.make(FusedActivation.result(node, taken), whole.layout());
    drafting.run(
        primitive.get(),
        whole.layout()
            + " with "
            + other.layout()
            + taken.map(each -> " then " + each.node().op().type()).orElse(""),
        Arg.of(dnnl.DNNL_ARG_SRC_0, whole),
        Arg.of(dnnl.DNNL_ARG_SRC_1, other),
        Arg.of(dnnl.DNNL_ARG_DST, y));
    return true;
  }

  /** Returns the first operand, as float32 where either of two alike operands is. */
  private static Placed whole(Value a, Value b, Shape result, Drafting drafting) {
    Placed made = drafting.made(a);
    boolean alike = drafting.shape(b).equals(result);
    return alike && drafting.made(b).layout().element() == Element.FLOAT32
        ? drafting.in(a, drafting.layouts().as(Element.FLOAT32, made.layout()))
        : made;
  }

  private static Placed other(Value value, Placed whole, Shape result, Drafting drafting) {
    Shape shape = drafting.shape(value);
    if (shape.equals(result)) {
      return drafting.in(value, whole.layout());
    }
    Shape extended = shape;
    while (extended.rank() < whole.layout().rank()) {
      extended = extended.insert(0, 1);
    }
    return new Placed(drafting.layouts().rowMajor(extended), drafting.rowMajor(value).buffer());
  }

  private static Optional<Primitive> find(
      int algorithm, Layout a, Layout b, Optional<FusedActivation> activation, Drafting drafting) {
    dnnl_primitive_attr attributes = drafting.primitives().attributes();
    try (PostOps chain = PostOps.open()) {
      activation.ifPresent(fused -> chain.eltwise(fused.algorithm()));
      chain.into(attributes);
    }
    return drafting
        .primitives()
        .find(
            "binary",
            attributes,
            (result, engine, attr) ->
                dnnl.dnnl_binary_primitive_desc_create(
                    result,
                    engine,
                    algorithm,
                    a.descriptor(),
                    b.descriptor(),
                    a.descriptor(),
                    attr));
  }
}
