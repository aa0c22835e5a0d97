package io.kindling.backend.reference;

import io.kindling.backend.Kernel;
import io.kindling.backend.KernelContext;
import io.kindling.graph.op.Concat;
import io.kindling.graph.op.Expand;
import io.kindling.graph.op.Pad;
import io.kindling.graph.op.Slice;
import io.kindling.graph.op.SliceGradient;
import io.kindling.graph.op.Transpose;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Operators that only move elements, of any type: copies through steps on either side. */
final class StridedCopy {
  private StridedCopy() {}

  private static Kernel copy(
      Shape shape,
      Tensor from,
      long first,
      long[] fromStrides,
      Tensor to,
      long place,
      long[] toStrides) {
    RowWalk walk = RowWalk.of(shape, fromStrides, toStrides);
    RowWalk.Row row =
        offsets ->
            to.copyElements(
                from,
                first + offsets[0],
                walk.step(0),
                place + offsets[1],
                walk.step(1),
                walk.length());
    return () -> walk.run(row);
  }

  static Kernel expand(Expand op, KernelContext context) {
    Tensor x = context.input(0);
    Tensor y = context.output();
    long[] strides = Strides.broadcast(x.shape(), y.shape());
    return copy(y.shape(), x, 0, strides, y, 0, y.shape().strides());
  }

  static Kernel transpose(Transpose op, KernelContext context) {
    Tensor x = context.input(0);
    Tensor y = context.output();
    long[] own = x.shape().strides();
    long[] strides = op.order(x.shape().rank()).stream().mapToLong(axis -> own[axis]).toArray();
    return copy(y.shape(), x, 0, strides, y, 0, y.shape().strides());
  }

  static Kernel concat(Concat op, KernelContext context) {
    Tensor y = context.output();
    int axis = y.shape().axis(op.axis());
    long[] strides = y.shape().strides();
    List<Kernel> copies = new ArrayList<>();
    long place = 0;
    for (Tensor x : context.inputs()) {
      copies.add(copy(x.shape(), x, 0, x.shape().strides(), y, place * strides[axis], strides));
      place += x.shape().dim(axis);
    }
    return () -> copies.forEach(Kernel::run);
  }

  static Kernel slice(Slice op, KernelContext context) {
    Tensor x = context.input(0);
    Tensor y = context.output();
    Part part = Part.of(op, x.shape());
    return copy(y.shape(), x, part.first, part.strides, y, 0, y.shape().strides());
  }

  static Kernel sliceGradient(SliceGradient op, KernelContext context) {
    Tensor dy = context.input(0);
    Tensor dx = context.output();
    Part part = Part.of(op.slice(), dx.shape());
    Kernel copy = copy(dy.shape(), dy, 0, dy.shape().strides(), dx, part.first, part.strides);
    return () -> {
      dx.clear();
      copy.run();
    };
  }

  static Kernel pad(Pad op, KernelContext context) {
    Tensor x = context.input(0);
    Tensor y = context.output();
    Shape middle = x.shape();
    long[] from = x.shape().strides();
    long[] to = y.shape().strides();
    long first = 0;
    long place = 0;
    for (int i = 0; i < from.length; i++) {
      long lost = Math.max(-op.before(i), 0) + Math.max(-op.after(i), 0);
      middle = middle.with(i, Math.max(x.shape().dim(i) - lost, 0));
      first += Math.max(-op.before(i), 0) * from[i];
      place += Math.max(op.before(i), 0) * to[i];
    }
    Kernel copy = copy(middle, x, first, from, y, place, to);
    Tensor value = Tensor.full(y.type(), Shape.scalar(), op.value());
    return () -> {
      y.copyElements(value, 0, 0, 0, 1, y.size());
      copy.run();
    };
  }

  /** Where a slice begins in the whole, and its steps there. */
  private record Part(long first, long[] strides) {
    static Part of(Slice op, Shape whole) {
      long[] strides = whole.strides();
      long first = 0;
      List<Slice.Range> ranges = op.ranges(whole);
      for (int axis = 0; axis < strides.length; axis++) {
        first += ranges.get(axis).start() * strides[axis];
        strides[axis] *= ranges.get(axis).step();
      }
      return new Part(first, strides);
    }
  }
}
