package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.ConvInputGradient;
import io.kindling.graph.op.ConvWeightGradient;
import io.kindling.mkl.ConvolutionShape.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;

/** Convolutions and their gradients. */
final class Convolutions {
  private Convolutions() {}

  static boolean forward(Conv op, Node node, Drafting drafting) {
    if (PositionProducts.forward(op, node, drafting) || Winograd.forward(op, node, drafting)) {
      return true;
    }
    List<Value> inputs = node.inputs();
    boolean bias = inputs.size() == 3;
    ConvolutionShape shape =
        ConvolutionShape.of(
            op.window(),
            op.group(),
            drafting.shape(inputs.get(0)),
            drafting.shape(inputs.get(1)),
            drafting.shape(node.output()),
            bias);
    Following following = Following.after(node, drafting);
    boolean biased = bias || following.norm().isPresent();
    ConvolutionShape asked = biased ? shape.biased() : shape;
    dnnl_primitive_attr attributes = drafting.primitives().attributes();
    int addend = 0;
    Element made = drafting.element(following.result());
    try (PostOps chain = PostOps.open()) {
      if (following.sum().isPresent()) {
        addend = chain.add(drafting.layouts().any(made, shape.result())).argument();
      }
      following.activation().ifPresent(fused -> chain.eltwise(fused.algorithm()));
      chain.into(attributes);
    }
    Value x = inputs.get(0);
    boolean last = wantsLast(x, following.result(), drafting);
    Optional<Primitive> found =
        best(
            drafting.stored(),
            stored -> orders(asked.of(stored, stored.wider(made)), last, drafting),
            (stored, order) ->
                asked
                    .of(stored, stored.wider(made))
                    .forward(drafting, order, drafting.isTraining(), attributes));
    if (found.isEmpty()) {
      return false;
    }
    Primitive primitive = found.get();
    following.fuse(drafting);
    Optional<Value> given = bias ? Optional.of(inputs.get(2)) : Optional.empty();
    FoldedNorm numbers = FoldedNorm.after(following, inputs.get(1), given, 0, drafting);
    Placed source = drafting.in(x, primitive.layout(dnnl.DNNL_ARG_SRC));
    Placed w = drafting.in(numbers.weights(), primitive.layout(dnnl.DNNL_ARG_WEIGHTS));
    List<Arg> args = new ArrayList<>();
    args.add(Arg.of(dnnl.DNNL_ARG_SRC, source));
    args.add(Arg.of(dnnl.DNNL_ARG_WEIGHTS, w));
    numbers.bias().ifPresent(b -> args.add(Arg.of(dnnl.DNNL_ARG_BIAS, drafting.rowMajor(b))));
    Layout result = primitive.layout(dnnl.DNNL_ARG_DST);
    if (following.sum().isPresent()) {
      args.add(Arg.of(addend, drafting.in(following.sum().get().other(), result)));
    }
    Placed y = drafting.make(following.result(), result);
    args.add(Arg.of(dnnl.DNNL_ARG_DST, y));
    drafting.run(
        primitive, describe(source, w, y) + following.describe(), args.toArray(Arg[]::new));
    return true;
  }

  /** Scoring keeps to blocks, which cost a reorder at most, unless tiles are made of the result. */
  private static boolean wantsLast(Value x, Value result, Drafting drafting) {
    return Winograd.follows(result, drafting) || (drafting.isTraining() && isLast(x, drafting));
  }

  private static List<Order> orders(ConvolutionShape typed, boolean last, Drafting drafting) {
    return drafting.isTraining() ? typed.training(last) : typed.scoring(last);
  }

  static boolean backwardData(ConvInputGradient op, Node node, Drafting drafting) {
    if (PositionProducts.backwardData(op, node, drafting)
        || Winograd.backwardData(op, node, drafting)
        || PairedColumns.backwardData(op.window(), op.group(), node, drafting)) {
      return true;
    }
    List<Value> inputs = node.inputs();
    ConvolutionShape shape =
        ConvolutionShape.of(
            op.window(),
            op.group(),
            drafting.shape(node.output()),
            drafting.shape(inputs.get(0)),
            drafting.shape(inputs.get(1)),
            false);
    Element result = drafting.element(node.output());
    boolean last = isLast(inputs.get(1), drafting);
    Optional<Primitive> found =
        best(
            drafting.stored(),
            stored -> shape.of(stored, stored.wider(result)).training(last),
            (stored, order) -> {
              ConvolutionShape typed = shape.of(stored, stored.wider(result));
              return typed
                  .hint(drafting, order)
                  .flatMap(hint -> typed.backwardData(drafting, order, hint));
            });
    if (found.isEmpty()) {
      return false;
    }
    Primitive primitive = found.get();
    Placed w = drafting.in(inputs.get(0), primitive.layout(dnnl.DNNL_ARG_WEIGHTS));
    Placed dy = drafting.in(inputs.get(1), primitive.layout(dnnl.DNNL_ARG_DIFF_DST));
    Placed dx = drafting.make(node.output(), primitive.layout(dnnl.DNNL_ARG_DIFF_SRC));
    drafting.run(
        primitive,
        describe(dy, w, dx),
        Arg.of(dnnl.DNNL_ARG_DIFF_DST, dy),
        Arg.of(dnnl.DNNL_ARG_WEIGHTS, w),
        Arg.of(dnnl.DNNL_ARG_DIFF_SRC, dx));
    return true;
  }

  static boolean backwardWeights(ConvWeightGradient op, Node node, Drafting drafting) {
    if (PositionProducts.backwardWeights(op, node, drafting)
        || Winograd.backwardWeights(op, node, drafting)) {
      return true;
    }
    List<Value> inputs = node.inputs();
    ConvolutionShape shape =
        ConvolutionShape.of(
            op.window(),
            op.group(),
            drafting.shape(inputs.get(0)),
            drafting.shape(node.output()),
            drafting.shape(inputs.get(1)),
            op.bias());
    boolean last = isLast(inputs.get(1), drafting);
    Optional<Primitive> found =
        best(
            drafting.stored(),
            stored -> shape.of(stored, Element.FLOAT32).training(last),
            (stored, order) -> {
              ConvolutionShape typed = shape.of(stored, Element.FLOAT32);
              return typed
                  .hint(drafting, order)
                  .flatMap(hint -> typed.backwardWeights(drafting, order, hint));
            });
    if (found.isEmpty()) {
      return false;
    }
    Primitive primitive = found.get();
    Placed x = drafting.in(inputs.get(0), primitive.layout(dnnl.DNNL_ARG_SRC));
    Placed dy = drafting.in(inputs.get(1), primitive.layout(dnnl.DNNL_ARG_DIFF_DST));
    Placed dw = drafting.makeAs(node.output(), primitive.layout(dnnl.DNNL_ARG_DIFF_WEIGHTS));
    List<Arg> args = new ArrayList<>();
    args.add(Arg.of(dnnl.DNNL_ARG_SRC, x));
    args.add(Arg.of(dnnl.DNNL_ARG_DIFF_DST, dy));
    args.add(Arg.of(dnnl.DNNL_ARG_DIFF_WEIGHTS, dw));
    if (op.bias()) {
      Value bias = node.outputs().get(1);
      Placed db = drafting.make(bias, primitive.layout(dnnl.DNNL_ARG_DIFF_BIAS));
      args.add(Arg.of(dnnl.DNNL_ARG_DIFF_BIAS, db));
    }
    drafting.run(primitive, describe(x, dy, dw), args.toArray(Arg[]::new));
    drafting.settle(node.output(), dw);
    drafting.bringHome(node.output());
    return true;
  }

  /** Returns whether a value was made as images with several channels, these innermost. */
  private static boolean isLast(Value value, Drafting drafting) {
    Layout made = drafting.made(value).layout();
    return made.rank() == 4
        && made.dim(1) > 1
        && made.dim(2) * made.dim(3) > 1
        && made.isPlain()
        && made.strides()[1] == 1;
  }

  private static String describe(Placed a, Placed b, Placed result) {
    return a.layout() + " * " + b.layout() + " -> " + result.layout();
  }

  /**
   * Returns the first primitive that is neither weak nor a reference implementation, the narrower
   * elements first; or else the first that is no reference implementation, or else the first.
   */
  private static Optional<Primitive> best(
      List<Element> elements,
      Function<Element, List<Order>> orders,
      BiFunction<Element, Order, Optional<Primitive>> find) {
    Optional<Primitive> first = Optional.empty();
    for (Element element : elements) {
      Optional<Primitive> weak = Optional.empty();
      for (Order order : orders.apply(element)) {
        Optional<Primitive> found = find.apply(element, order);
        Optional<Primitive> fast = found.filter(one -> !one.isReference());
        if (fast.isPresent() && !fast.get().isWeak()) {
          return fast;
        }
        weak = weak.or(() -> fast);
        first = first.or(() -> found);
      }
      if (weak.isPresent()) {
        return weak;
      }
    }
    return first;
  }
}
