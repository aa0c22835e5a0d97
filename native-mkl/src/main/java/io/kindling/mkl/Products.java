package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.MatMul;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/** Matrix products; transposes are strides of the operands. */
final class Products {
  private Products() {}

  static boolean matMul(MatMul op, Node node, Drafting drafting) {
    Shape a = drafting.shape(node.inputs().get(0));
    Shape b = drafting.shape(node.inputs().get(1));
    int rank = Math.max(Math.max(a.rank(), b.rank()), 2);
    return drafting.stored().stream()
        .anyMatch(
            stored -> {
              Operand left = operand(node.inputs().get(0), matrix(a, rank, true), stored, drafting);
              Operand right =
                  operand(node.inputs().get(1), matrix(b, rank, false), stored, drafting);
              return matMul(left, right, stored, node, drafting);
            });
  }

  private static boolean matMul(
      Operand left, Operand right, Element stored, Node node, Drafting drafting) {
    int rank = left.read().rank();
    long[] dims = Shape.broadcast(front(left), front(right)).dims();
    long[] result = Arrays.copyOf(dims, rank);
    result[rank - 2] = left.read().dim(rank - 2);
    result[rank - 1] = right.read().dim(rank - 1);
    Element made = stored.wider(drafting.element(node.output()));
    Layout dst = drafting.layouts().rowMajor(made, result);
    Optional<Primitive> primitive = find(drafting, left.read(), right.read(), dst);
    if (primitive.isEmpty() || narrow(stored, primitive.get())) {
      return false;
    }
    Layout whole = drafting.layouts().rowMajor(made, Layouts.dims(drafting.shape(node.output())));
    Placed y = new Placed(dst, drafting.make(node.output(), whole).buffer());
    run(drafting, primitive.get(), left.place(drafting), right.place(drafting), y);
    return true;
  }

  /** Returns whether a reference implementation was found that float32 may do without. */
  private static boolean narrow(Element stored, Primitive primitive) {
    return stored != Element.FLOAT32 && primitive.isReference();
  }

  /** Returns a product without bias, if oneDNN has it. */
  static Optional<Primitive> find(Drafting drafting, Layout left, Layout right, Layout dst) {
    return find(drafting, drafting.primitives().attributes(), left, right.descriptor(), null, dst);
  }

  /** Returns a product to which a bias of one row is added, if oneDNN has it. */
  static Optional<Primitive> findBiased(
      Drafting drafting, Layout left, Layout right, Layout bias, Layout dst) {
    return find(drafting, drafting.primitives().attributes(), left, right.descriptor(), bias, dst);
  }

  private static Optional<Primitive> find(
      Drafting drafting,
      dnnl_primitive_attr attributes,
      Layout left,
      dnnl_memory_desc right,
      @Nullable Layout bias,
      Layout dst) {
    return drafting
        .primitives()
        .find(
            "matmul",
            attributes,
            (result, engine, attr) ->
                dnnl.dnnl_matmul_primitive_desc_create(
                    result,
                    engine,
                    left.descriptor(),
                    right,
                    bias == null ? null : bias.descriptor(),
                    dst.descriptor(),
                    attr));
  }

  /** Returns a product without bias that is added to what is there, if oneDNN has it. */
  static Optional<Primitive> findSum(Drafting drafting, Layout left, Layout right, Layout dst) {
    dnnl_primitive_attr attributes = drafting.primitives().attributes();
    try (PostOps chain = PostOps.open()) {
      chain.accumulate().into(attributes);
    }
    return find(drafting, attributes, left, right.descriptor(), null, dst);
  }

  /** Adds the step of a product without bias. */
  static void run(Drafting drafting, Primitive primitive, Placed left, Placed right, Placed y) {
    drafting.run(
        primitive,
        left.layout() + " x " + right.layout() + " -> " + y.layout(),
        Arg.of(dnnl.DNNL_ARG_SRC, left),
        Arg.of(dnnl.DNNL_ARG_WEIGHTS, right),
        Arg.of(dnnl.DNNL_ARG_DST, y));
  }

  /**
   * A factor of a product before it is placed.
   *
   * @param stored the layout that the value is asked for
   * @param read the same memory as the product reads it
   */
  private record Operand(Value value, Layout stored, Layout read) {
    Placed place(Drafting drafting) {
      return new Placed(read, drafting.in(value, stored).buffer());
    }
  }

  private static Shape front(Operand matrix) {
    long[] dims = matrix.read().dims();
    return Shape.of(dims).slice(0, dims.length - 2);
  }

  /** Returns the dimensions of an operand with axes of size 1 put in front, or a vector's own. */
  private static long[] matrix(Shape shape, int rank, boolean left) {
    Shape matrix = shape.rank() > 1 ? shape : shape.insert(left ? 0 : 1, 1);
    while (matrix.rank() < rank) {
      matrix = matrix.insert(0, 1);
    }
    return matrix.dims();
  }

  /** Returns a value with strides that oneDNN's products read, under these dimensions. */
  private static Operand operand(Value value, long[] dims, Element element, Drafting drafting) {
    Layouts layouts = drafting.layouts();
    Layout made = drafting.made(value).layout();
    if (made.rank() == dims.length && isMatrix(made)) {
      Layout strided = layouts.strided(element, made.dims(), made.strides());
      return new Operand(value, strided, strided);
    }
    Layout dense = layouts.rowMajor(element, Layouts.dims(drafting.shape(value)));
    return new Operand(value, dense, layouts.rowMajor(element, dims));
  }

  private static boolean isMatrix(Layout layout) {
    if (!layout.isPlain()) {
      return false;
    }
    long[] strides = layout.strides();
    int rank = strides.length;
    long row = strides[rank - 2];
    long column = strides[rank - 1];
    boolean inner =
        (column == 1 && row >= layout.dim(rank - 1))
            || (row == 1 && column >= layout.dim(rank - 2));
    // Matrices of a batch must follow each other in order.
    boolean batch =
        IntStream.range(0, rank - 2)
            .allMatch(i -> strides[i] >= strides[i + 1] && strides[i] >= Math.max(row, column));
    return inner && batch;
  }

  static boolean gemm(Gemm op, Node node, Drafting drafting) {
    Following following = Following.after(node, drafting);
    FoldedNorm numbers =
        FoldedNorm.after(
            following, node.inputs().get(1), addend(op, node), op.transposeB() ? 0 : 1, drafting);
    return drafting.stored().stream()
        .anyMatch(stored -> gemm(op, stored, node, following, numbers, drafting));
  }

  private static boolean gemm(
      Gemm op,
      Element stored,
      Node node,
      Following following,
      FoldedNorm numbers,
      Drafting drafting) {
    Operand a = factor(node.inputs().get(0), op.transposeA(), stored, drafting);
    Operand b = factor(numbers.weights(), op.transposeB(), stored, drafting);
    Element made = stored.wider(drafting.element(following.result()));
    Layout dst = drafting.layouts().rowMajor(made, a.read().dim(0), b.read().dim(1));
    dnnl_primitive_attr attributes = drafting.primitives().attributes();
    List<Arg> args = new ArrayList<>();
    Optional<Placed> addend = numbers.bias().map(value -> matrix(value, drafting));
    boolean bias =
        addend.isPresent() && op.alpha() == 1 && op.beta() == 1 && isRow(addend.get(), dst);
    try (PostOps chain = PostOps.open()) {
      if (addend.isPresent() && !bias) {
        // alpha a b + beta c = beta (alpha / beta a b + c)
        chain.times(op.alpha() / op.beta()).add(addend.get().layout());
        args.add(Arg.of(chain.argument(), addend.get()));
        chain.times(op.beta());
      } else {
        chain.times(op.alpha());
      }
      if (following.sum().isPresent()) {
        Placed other = drafting.in(following.sum().get().other(), dst);
        args.add(Arg.of(chain.add(dst).argument(), other));
      }
      following.activation().ifPresent(fused -> chain.eltwise(fused.algorithm()));
      chain.into(attributes);
    }
    // Weights that are put in order once may lie as the primitive likes.
    boolean free = drafting.isSettled(numbers.weights());
    dnnl_memory_desc weights =
        free ? drafting.layouts().any(stored, b.read().dims()) : b.read().descriptor();
    Layout row = addend.map(Placed::layout).filter(layout -> bias).orElse(null);
    Optional<Primitive> primitive = find(drafting, attributes, a.read(), weights, row, dst);
    if (primitive.isEmpty() || narrow(stored, primitive.get())) {
      return false;
    }
    following.fuse(drafting);
    Placed left = a.place(drafting);
    Placed right = free ? prepared(b, primitive.get(), drafting) : b.place(drafting);
    Placed y = drafting.make(following.result(), dst);
    if (bias) {
      args.add(Arg.of(dnnl.DNNL_ARG_BIAS, addend.get()));
    }
    args.add(Arg.of(dnnl.DNNL_ARG_SRC, left));
    args.add(Arg.of(dnnl.DNNL_ARG_WEIGHTS, right));
    args.add(Arg.of(dnnl.DNNL_ARG_DST, y));
    drafting.run(
        primitive.get(),
        left.layout() + " x " + right.layout() + (bias ? " + bias" : "") + following.describe(),
        args.toArray(Arg[]::new));
    return true;
  }

  /** Returns weights in the order that a primitive wants, which are put so once. */
  private static Placed prepared(Operand weights, Primitive primitive, Drafting drafting) {
    Placed given = weights.place(drafting);
    Layout wanted = primitive.layout(dnnl.DNNL_ARG_WEIGHTS);
    if (wanted.same(given.layout())) {
      return given;
    }
    Placed copy = drafting.temporary(wanted);
    drafting.reorder(weights.value().name(), given, copy);
    return copy;
  }

  private static Operand factor(
      Value value, boolean transpose, Element element, Drafting drafting) {
    Operand whole = operand(value, drafting.shape(value).dims(), element, drafting);
    return transpose
        ? new Operand(
            value, whole.stored(), drafting.layouts().transposed(whole.read(), new int[] {1, 0}))
        : whole;
  }

  private static boolean isRow(Placed addend, Layout result) {
    return addend.layout().dim(0) == 1 && addend.layout().dim(1) == result.dim(1);
  }

  /** Returns the third input, if there is one that counts. */
  private static Optional<Value> addend(Gemm op, Node node) {
    return node.inputs().size() < 3 || op.beta() == 0
        ? Optional.empty()
        : Optional.of(node.inputs().get(2));
  }

  private static Placed matrix(Value value, Drafting drafting) {
    return new Placed(
        drafting.layouts().rowMajor(matrix(drafting.shape(value), 2, true)),
        drafting.rowMajor(value).buffer());
  }
}
