package io.kindling.mkl;

import io.kindling.mkl.Digits.Digit;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** Creates memory descriptors in a scope and reads what oneDNN put into its own. */
final class Layouts {
  /** The most axes that a tensor has in oneDNN. */
  static final int MOST_AXES = 12;

  private static final int NO_TAG = dnnl.dnnl_format_tag_undef;
  private static final Map<String, Integer> BLOCKED =
      Map.of(
          "aBc8b", dnnl.dnnl_aBc8b,
          "aBc16b", dnnl.dnnl_aBc16b,
          "aBcd8b", dnnl.dnnl_aBcd8b,
          "aBcd16b", dnnl.dnnl_aBcd16b,
          "aBcde8b", dnnl.dnnl_aBcde8b,
          "aBcde16b", dnnl.dnnl_aBcde16b);

  /** What a layout is asked for by: strides, or a tag. */
  private record Key(Element element, List<Long> dims, List<Long> strides, int tag) {
    static Key of(Element element, long[] dims, long[] strides, int tag) {
      return new Key(element, boxed(dims), boxed(strides), tag);
    }

    private static List<Long> boxed(long[] numbers) {
      Long[] boxed = new Long[numbers.length];
      Arrays.setAll(boxed, i -> numbers[i]);
      return List.of(boxed);
    }
  }

  private final NativeScope scope;

  /** A plan asks for the same few again and again, and reading one takes a dozen native calls. */
  private final Map<Key, Layout> known = new HashMap<>();

  /** What descriptors of the same bytes say: a plan of VGG has hundreds that are the same few. */
  private final Map<String, Layout> read = new HashMap<>();

  private final SizeTPointer size = new SizeTPointer(1);
  private final int blobBytes = blobBytes(size);
  private final Tensor cell = Tensor.zeros(DataType.INT64, Shape.of(1));

  Layouts(NativeScope scope) {
    this.scope = scope;
  }

  /** Returns the dimensions as oneDNN takes them: at least one, and not more than it has. */
  static long[] dims(Shape shape) {
    return shape.rank() == 0 || shape.rank() > MOST_AXES ? new long[] {shape.size()} : shape.dims();
  }

  Layout rowMajor(Shape shape) {
    return rowMajor(dims(shape));
  }

  Layout rowMajor(long... dims) {
    return rowMajor(Element.FLOAT32, dims);
  }

  Layout rowMajor(Element element, long... dims) {
    return strided(element, dims, Shape.of(dims).strides());
  }

  Layout strided(long[] dims, long[] strides) {
    return strided(Element.FLOAT32, dims, strides);
  }

  Layout strided(Element element, long[] dims, long[] strides) {
    return known.computeIfAbsent(
        Key.of(element, dims, strides, NO_TAG), key -> newStrided(element, dims, strides));
  }

  /** Returns the layout of images with channels innermost. */
  Layout channelsLast(Element element, long... dims) {
    long[] strides = new long[dims.length];
    strides[1] = 1;
    long step = dims[1];
    for (int i = dims.length - 1; i > 1; i--) {
      strides[i] = step;
      step *= dims[i];
    }
    strides[0] = step;
    return strided(element, dims, strides);
  }

  private Layout newStrided(Element element, long[] dims, long[] strides) {
    dnnl_memory_desc md = new dnnl_memory_desc();
    Status.check(
        dnnl.dnnl_memory_desc_create_with_strides(md, dims.length, dims, element.code(), strides),
        "dnnl_memory_desc_create_with_strides",
        Shape.of(dims));
    return read(owned(md));
  }

  /** Returns a descriptor that lets a primitive choose the layout. */
  dnnl_memory_desc any(long... dims) {
    return any(Element.FLOAT32, dims);
  }

  /** Returns a descriptor of elements of a type that lets a primitive choose the layout. */
  dnnl_memory_desc any(Element element, long... dims) {
    dnnl_memory_desc md = new dnnl_memory_desc();
    Status.check(
        dnnl.dnnl_memory_desc_create_with_tag(
            md, dims.length, dims, element.code(), dnnl.dnnl_format_tag_any),
        "dnnl_memory_desc_create_with_tag",
        Shape.of(dims));
    return owned(md);
  }

  /** Returns a layout whose axis i is axis {@code order[i]} of another, over the same memory. */
  Layout transposed(Layout layout, int[] order) {
    // oneDNN's permutation says where each old axis goes.
    int[] target = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      target[order[i]] = i;
    }
    dnnl_memory_desc md = new dnnl_memory_desc();
    Status.check(
        dnnl.dnnl_memory_desc_permute_axes(md, layout.descriptor(), target),
        "dnnl_memory_desc_permute_axes",
        layout);
    return read(owned(md));
  }

  /** Returns the same order of elements of a type, or row-major order where it has no name. */
  Layout as(Element element, Layout layout) {
    if (layout.element() == element) {
      return layout;
    }
    int tag = BLOCKED.getOrDefault(layout.tag(), NO_TAG);
    if (tag != NO_TAG) {
      return tagged(element, layout.dims(), tag);
    }
    return layout.isPlain()
        ? strided(element, layout.dims(), layout.strides())
        : rowMajor(element, layout.dims());
  }

  /** Returns the layout of images with sixteen channels together. */
  Layout blocked(Element element, long[] dims) {
    return tagged(element, dims, dnnl.dnnl_aBcd16b);
  }

  private Layout tagged(Element element, long[] dims, int tag) {
    return known.computeIfAbsent(
        Key.of(element, dims, new long[0], tag), key -> newTagged(element, dims, tag));
  }

  private Layout newTagged(Element element, long[] dims, int tag) {
    dnnl_memory_desc md = new dnnl_memory_desc();
    Status.check(
        dnnl.dnnl_memory_desc_create_with_tag(md, dims.length, dims, element.code(), tag),
        "dnnl_memory_desc_create_with_tag",
        Shape.of(dims));
    return read(owned(md));
  }

  /** Returns the layout of a shape that is typed and ordered as another of the same rank is. */
  Layout like(Layout other, Shape shape) {
    long[] dims = shape.dims();
    int tag = BLOCKED.getOrDefault(other.tag(), NO_TAG);
    if (tag != NO_TAG) {
      return tagged(other.element(), dims, tag);
    }
    if (!other.isPlain()) {
      return rowMajor(other.element(), dims);
    }
    long[] order = other.strides();
    long[] strides = new long[dims.length];
    List<Integer> innermostFirst =
        IntStream.range(0, dims.length)
            .boxed()
            .sorted(
                Comparator.comparingLong((Integer axis) -> order[axis])
                    .thenComparing(Comparator.reverseOrder()))
            .toList();
    long step = 1;
    for (int axis : innermostFirst) {
      strides[axis] = step;
      step *= dims[axis];
    }
    return strided(other.element(), dims, strides);
  }

  /** Returns a descriptor of the part of a layout that begins at some element. */
  dnnl_memory_desc part(Layout whole, long[] dims, long[] starts) {
    dnnl_memory_desc md = new dnnl_memory_desc();
    Status.check(
        dnnl.dnnl_memory_desc_create_submemory(md, whole.descriptor(), dims, starts),
        "dnnl_memory_desc_create_submemory",
        whole);
    return owned(md);
  }

  private dnnl_memory_desc owned(dnnl_memory_desc md) {
    scope.own(() -> dnnl.dnnl_memory_desc_destroy(md));
    return md;
  }

  /** Reads a descriptor, which stays its owner's and must last as long as the scope. */
  Layout read(dnnl_memory_desc md) {
    return read.computeIfAbsent(bytes(md), key -> newlyRead(md));
  }

  /** Returns all that a descriptor says, of which equal bytes say the same. */
  private String bytes(dnnl_memory_desc md) {
    byte[] blob = new byte[blobBytes];
    Status.check(
        dnnl.dnnl_memory_desc_get_blob(blob, size, md), "dnnl_memory_desc_get_blob", "a layout");
    return new String(blob, StandardCharsets.ISO_8859_1);
  }

  /** Returns the size of a descriptor, which oneDNN tells for any of them. */
  private static int blobBytes(SizeTPointer size) {
    dnnl_memory_desc md = new dnnl_memory_desc();
    long[] one = {1};
    Status.check(
        dnnl.dnnl_memory_desc_create_with_strides(md, 1, one, dnnl.dnnl_f32, one),
        "dnnl_memory_desc_create_with_strides",
        "one number");
    try {
      Status.check(
          dnnl.dnnl_memory_desc_get_blob((byte[]) null, size, md),
          "dnnl_memory_desc_get_blob",
          "its size");
    } finally {
      dnnl.dnnl_memory_desc_destroy(md);
    }
    return Math.toIntExact(size.get());
  }

  private Layout newlyRead(dnnl_memory_desc md) {
    int rank = number(md, dnnl.dnnl_query_ndims_s32);
    long[] dims = numbers(md, dnnl.dnnl_query_dims, rank);
    long[] padded = numbers(md, dnnl.dnnl_query_padded_dims, rank);
    long[] strides = numbers(md, dnnl.dnnl_query_strides, rank);
    int blocks = number(md, dnnl.dnnl_query_inner_nblks_s32);
    long[] sizes = numbers(md, dnnl.dnnl_query_inner_blks, blocks);
    long[] owners = numbers(md, dnnl.dnnl_query_inner_idxs, blocks);
    List<Digits> axes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      axes.add(digits(axis, padded[axis], strides[axis], sizes, owners));
    }
    long bytes = dnnl.dnnl_memory_desc_get_size(md);
    Element element = Element.of(number(md, dnnl.dnnl_query_data_type));
    return new Layout(md, element, dims, axes, bytes, tag(strides, sizes, owners));
  }

  private static Digits digits(int axis, long extent, long stride, long[] sizes, long[] owners) {
    List<Digit> inner = new ArrayList<>();
    long outer = extent;
    long step = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      if (owners[i] == axis) {
        inner.add(0, new Digit(sizes[i], step));
        outer /= sizes[i];
      }
      step *= sizes[i];
    }
    inner.add(0, new Digit(outer, stride));
    return Digits.of(inner);
  }

  private static String tag(long[] strides, long[] sizes, long[] owners) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, strides.length)
        .boxed()
        .sorted(Comparator.comparingLong((Integer axis) -> -strides[axis]))
        .forEach(
            axis -> {
              boolean blocked = IntStream.range(0, owners.length).anyMatch(i -> owners[i] == axis);
              text.append((char) ((blocked ? 'A' : 'a') + axis));
            });
    for (int i = 0; i < sizes.length; i++) {
      text.append(sizes[i]).append((char) ('a' + owners[i]));
    }
    return text.toString();
  }

  private int number(dnnl_memory_desc md, int what) {
    cell.setLong(0, 0);
    query(md, what);
    return (int) cell.getLong(0);
  }

  private long[] numbers(dnnl_memory_desc md, int what, int count) {
    if (count == 0) {
      return new long[0];
    }
    query(md, what);
    LongPointer found = new LongPointer(new Address(cell.getLong(0)));
    return IntStream.range(0, count).mapToLong(found::get).toArray();
  }

  private void query(dnnl_memory_desc md, int what) {
    Status.check(
        dnnl.dnnl_memory_desc_query(md, what, new Address(cell.address())),
        "dnnl_memory_desc_query",
        "query " + what);
  }
}
