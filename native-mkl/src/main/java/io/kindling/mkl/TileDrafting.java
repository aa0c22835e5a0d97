package io.kindling.mkl;

import io.kindling.graph.Node;
import io.kindling.graph.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.dnnl.global.dnnl;

/** Drafts the steps of one convolution over tiles. */
record TileDrafting(WinogradShape shape, Drafting drafting, Lanes lanes) {
  /** Adds the steps of a convolution in training; returns whether oneDNN has the products. */
  boolean forward(Node node) {
    return plain(node, false, node.inputs().get(0), node.inputs().get(1));
  }

  /** Adds the steps of the gradient of images; returns whether oneDNN has the products. */
  boolean backward(Node node) {
    return plain(node, true, node.inputs().get(1), node.inputs().get(0));
  }

  private boolean plain(Node node, boolean turned, Value from, Value kernels) {
    Optional<Primitive> found = products(turned);
    found.ifPresent(p -> multiply(node, turned, from, kernels, node.output(), Finish.NONE, p));
    return found.isPresent();
  }

  /**
   * Adds the steps of a convolution in scoring and of what follows it; returns whether oneDNN has
   * the products, and these loops what follows.
   */
  boolean scoring(Node node) {
    Following following = Following.after(node, drafting);
    Optional<Primitive> found = products(false).filter(p -> Finish.allows(following));
    if (found.isEmpty()) {
      return false;
    }
    following.fuse(drafting);
    Optional<Value> given = node.inputs().stream().skip(2).findFirst();
    FoldedNorm numbers = FoldedNorm.after(following, node.inputs().get(1), given, 0, drafting);
    Layout result = shape.result(drafting.layouts());
    Finish finish =
        new Finish(
            numbers.bias().map(bias -> drafting.rowMajor(bias).buffer()),
            following.sum().map(sum -> drafting.in(sum.other(), result).buffer()),
            following.activation().isPresent());
    Value x = node.inputs().get(0);
    multiply(node, false, x, numbers.weights(), following.result(), finish, found.get());
    return true;
  }

  /** Returns the convolution, or the one from gradients of results to those of inputs. */
  private WinogradShape way(boolean turned) {
    return turned ? shape.back() : shape;
  }

  private Optional<Primitive> products(boolean turned) {
    Layouts layouts = drafting.layouts();
    WinogradShape way = way(turned);
    Layout read = way.factor(way.channels(), layouts);
    Layout factor = shape.kernelFactor(turned, way.isStaged(), layouts);
    Layout written = way.factor(way.filters(), layouts);
    return lanes
        .get(() -> Products.find(drafting, read, factor, written))
        .filter(TileDrafting::isFast);
  }

  /**
   * Adds the steps that multiply images by kernels.
   *
   * @param turned from gradients of results to those of inputs
   */
  private void multiply(
      Node node,
      boolean turned,
      Value from,
      Value kernels,
      Value to,
      Finish finish,
      Primitive product) {
    Layouts layouts = drafting.layouts();
    WinogradShape way = way(turned);
    boolean staged = way.isStaged();
    Layout read = way.factor(way.channels(), layouts);
    Layout factor = shape.kernelFactor(turned, staged, layouts);
    Layout written = way.factor(way.filters(), layouts);
    Placed x = drafting.in(from, way.source(layouts));
    Supplier<List<Buffer>> maker = () -> tiled(node, kernels);
    KeptKernels.Form form = staged ? KeptKernels.Form.PLACES : KeptKernels.Form.TILES;
    List<Buffer> tiled = drafting.keptKernels().get(kernels, form, turned, maker);
    Placed y = drafting.make(to, way.result(layouts));
    IntFunction<TilePart> part =
        whole(
            read,
            written,
            () -> TilePart.scratchpad(Stream.of(product)),
            (left, right, scratchpads, i) ->
                new TilePart(
                    node.name(),
                    left,
                    right,
                    scratchpads,
                    List.of(
                        Arg.of(dnnl.DNNL_ARG_SRC, read, left, i),
                        new Arg(dnnl.DNNL_ARG_WEIGHTS, factor.descriptor(), tiled.get(i)),
                        Arg.of(dnnl.DNNL_ARG_DST, written, right, i)),
                    product,
                    Optional.empty()));
    drafting.step(
        new TiledProduct(
            node.name(), way, turned, lanes, x.buffer(), y.buffer(), finish, parts(staged, part)));
  }

  /** Makes a part of its two buffers, its scratchpads and the index inside the buffers. */
  private interface PartMaker {
    TilePart of(Buffer left, Buffer right, List<Buffer> scratchpads, int index);
  }

  /**
   * All places lie in the same memory when staged, and any thread computes any of them; else each
   * thread has memory of its own.
   */
  private IntFunction<TilePart> whole(
      Layout left, Layout right, Supplier<Buffer> scratchpad, PartMaker maker) {
    if (!shape.isStaged()) {
      return i ->
          maker.of(
              Buffer.ofBytes(left.bytes()),
              Buffer.ofBytes(right.bytes()),
              List.of(scratchpad.get()),
              0);
    }
    Buffer a = Buffer.ofBytes(left.bytes() * WinogradShape.PLACES);
    Buffer b = Buffer.ofBytes(right.bytes() * WinogradShape.PLACES);
    List<Buffer> scratchpads = Stream.generate(scratchpad).limit(lanes.count()).toList();
    return place -> maker.of(a, b, scratchpads, place);
  }

  private List<TilePart> parts(boolean staged, IntFunction<TilePart> part) {
    int count = staged ? WinogradShape.PLACES : Math.min(lanes.count(), shape.pieces());
    return IntStream.range(0, count).mapToObj(part).toList();
  }

  /**
   * Returns the kernels as tiles, made by the steps that this adds: in one piece of memory, or each
   * place by itself when staged, since small pieces find room where a large one does not.
   */
  private List<Buffer> tiled(Node node, Value kernels) {
    Buffer plain = drafting.rowMajor(kernels).buffer();
    List<Buffer> tiles = kernelTiles();
    drafting.step(new TiledKernels(node.name(), lanes, List.of(plain), tiles, shape, false));
    return tiles;
  }

  private List<Buffer> kernelTiles() {
    boolean staged = shape.isStaged();
    long bytes = shape.kernelFactor(false, staged, drafting.layouts()).bytes();
    return Stream.generate(() -> Buffer.ofBytes(bytes))
        .limit(staged ? WinogradShape.PLACES : 1)
        .toList();
  }

  /** Adds the steps of the gradient of the kernels; returns whether oneDNN has the products. */
  boolean gradient(Node node, Value from, Value outputGradient) {
    Layouts layouts = drafting.layouts();
    boolean staged = shape.isStaged();
    Layout left = shape.back().turnedFactor(layouts);
    Layout right = shape.factor(shape.channels(), layouts);
    Layout sum = shape.kernelFactor(true, staged, layouts);
    Optional<Primitive> first =
        lanes.get(() -> Products.find(drafting, left, right, sum)).filter(TileDrafting::isFast);
    Optional<Primitive> more =
        lanes.get(() -> Products.findSum(drafting, left, right, sum)).filter(TileDrafting::isFast);
    if (first.isEmpty() || more.isEmpty()) {
      return false;
    }
    Layout read = shape.source(layouts);
    Optional<Normalized> recalled =
        drafting.recalled(from).filter(how -> how.source().layout().same(read));
    Placed x = recalled.map(Normalized::source).orElseGet(() -> drafting.in(from, read));
    Placed dy = drafting.in(outputGradient, shape.result(layouts));
    List<Buffer> whole = staged ? kernelTiles() : List.of();
    IntFunction<TilePart> part =
        whole(
            right,
            left,
            () -> TilePart.scratchpad(Stream.concat(first.stream(), more.stream())),
            (images, gradients, scratchpads, i) ->
                new TilePart(
                    node.name(),
                    images,
                    gradients,
                    scratchpads,
                    List.of(
                        Arg.of(dnnl.DNNL_ARG_SRC, left, gradients, i),
                        Arg.of(dnnl.DNNL_ARG_WEIGHTS, right, images, i),
                        new Arg(
                            dnnl.DNNL_ARG_DST,
                            sum.descriptor(),
                            staged ? whole.get(i) : Buffer.ofBytes(sum.bytes()))),
                    first.get(),
                    more));
    List<TilePart> parts = parts(staged, part);
    drafting.step(
        new TiledGradient(node.name(), shape, lanes, x.buffer(), recalled, dy.buffer(), parts));
    Placed dw = drafting.make(node.output(), layouts.rowMajor(drafting.shape(node.output())));
    List<Buffer> sums = parts.stream().map(p -> p.args().get(2).buffer()).toList();
    drafting.step(new TiledKernels(node.name(), lanes, sums, List.of(dw.buffer()), shape, true));
    drafting.bringHome(node.output());
    return true;
  }

  private static boolean isFast(Primitive product) {
    return !product.isReference();
  }
}
