package io.kindling.tensor;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A dense array of numbers in native memory, row-major, with a static {@link Shape}.
 *
 * <p>Shape and type never change; the contents do. Elements are addressed by their row-major index,
 * from 0 to {@link #size()} - 1, or by one index per axis. A tensor keeps its {@link Arena}
 * reachable, so memory of an arena that is never closed is freed after its last tensor.
 */
public final class Tensor {
  private final Arena arena;
  private final long address;
  private final DataType type;
  private final Shape shape;
  private final long size;

  Tensor(Arena arena, long address, DataType type, Shape shape) {
    this.arena = arena;
    this.address = address;
    this.type = type;
    this.shape = shape;
    this.size = shape.size();
  }

  /**
   * Returns a tensor of zeros in an arena.
   *
   * @throws IllegalArgumentException when the shape depends on the batch size
   */
  public static Tensor allocate(Arena arena, DataType type, Shape shape) {
    return new Tensor(arena, arena.allocate(Arena.sizeOf(type, shape)), type, shape);
  }

  /** Returns a tensor of zeros with an arena of its own, freed when it is unreachable. */
  public static Tensor zeros(DataType type, Shape shape) {
    return allocate(Arena.open(), type, shape);
  }

  /** Returns a tensor whose elements are all one number. */
  public static Tensor full(DataType type, Shape shape, double value) {
    Tensor tensor = zeros(type, shape);
    for (long i = 0; i < tensor.size; i++) {
      tensor.setDouble(i, value);
    }
    return tensor;
  }

  /** Returns a float32 tensor of zeros. */
  public static Tensor zeros(long... dims) {
    return zeros(DataType.FLOAT32, Shape.of(dims));
  }

  /**
   * Returns a float32 tensor with these elements.
   *
   * @throws IllegalArgumentException when their number is not the shape's
   */
  public static Tensor of(Shape shape, float... elements) {
    return zeros(DataType.FLOAT32, shape).set(elements);
  }

  /** Returns a float32 vector. */
  public static Tensor of(float... elements) {
    return of(Shape.of(elements.length), elements);
  }

  /** Returns an int64 vector. */
  public static Tensor ofLongs(long... elements) {
    Tensor tensor = zeros(DataType.INT64, Shape.of(elements.length));
    for (int i = 0; i < elements.length; i++) {
      tensor.setLong(i, elements[i]);
    }
    return tensor;
  }

  /** Returns a float32 tensor without axes that holds one number. */
  public static Tensor scalar(float value) {
    return of(Shape.scalar(), value);
  }

  /** Returns the element type. */
  public DataType type() {
    return type;
  }

  /** Returns the dimensions. */
  public Shape shape() {
    return shape;
  }

  /** Returns the number of elements. */
  public long size() {
    return size;
  }

  /** Returns the size in bytes. */
  public long bytes() {
    return size * type.bytes();
  }

  /**
   * Returns the native address of the first element, for backends.
   *
   * @throws IllegalStateException when the arena is closed
   */
  public long address() {
    if (!arena.isOpen()) {
      throw new IllegalStateException(
          "Tensor "
              + shape
              + ": expected an open arena, got a closed one. Copy it before closing.");
    }
    return address;
  }

  /** Returns the row-major index of the element with one index per axis. */
  public long index(long... indices) {
    if (indices.length != shape.rank()) {
      throw new IllegalArgumentException(
          "Tensor: expected "
              + shape.rank()
              + " indices for "
              + shape
              + ", got "
              + indices.length
              + ". Give one per axis.");
    }
    long index = 0;
    for (int i = 0; i < indices.length; i++) {
      index = index * shape.dim(i) + Objects.checkIndex(indices[i], shape.dim(i));
    }
    return index;
  }

  /** Returns the element with one index per axis, as {@link #getDouble} does. */
  public double get(long... indices) {
    return getDouble(index(indices));
  }

  private long at(long index) {
    return address() + Objects.checkIndex(index, size) * type.bytes();
  }

  /** Returns an element of any type as a double (int64 beyond 2^53 is rounded). */
  public double getDouble(long index) {
    double value = Elements.getDouble(type, at(index));
    Reference.reachabilityFence(this);
    return value;
  }

  /** Sets an element of any type, rounding or truncating as a Java cast does. */
  public void setDouble(long index, double value) {
    Elements.setDouble(type, at(index), value);
    Reference.reachabilityFence(this);
  }

  /** Returns an element of any type as a long; floating-point values are truncated. */
  public long getLong(long index) {
    long value = Elements.getLong(type, at(index));
    Reference.reachabilityFence(this);
    return value;
  }

  /** Sets an element of any type from a long, wrapping as a Java cast does. */
  public void setLong(long index, long value) {
    Elements.setLong(type, at(index), value);
    Reference.reachabilityFence(this);
  }

  /**
   * Returns an element of a float32 tensor.
   *
   * @throws IllegalStateException when the tensor has another type
   */
  public float getFloat(long index) {
    requireFloat32();
    float value = Memory.UNSAFE.getFloat(at(index));
    Reference.reachabilityFence(this);
    return value;
  }

  /** Sets an element of a float32 tensor. */
  public void setFloat(long index, float value) {
    requireFloat32();
    Memory.UNSAFE.putFloat(at(index), value);
    Reference.reachabilityFence(this);
  }

  private void requireFloat32() {
    if (type != DataType.FLOAT32) {
      throw new IllegalStateException(
          "Tensor: expected FLOAT32 elements, got " + type + ". Use getDouble or getLong.");
    }
  }

  /** Returns this memory under another shape of the same size. */
  public Tensor reshape(Shape other) {
    if (other.size() != size) {
      throw new IllegalArgumentException(
          "Tensor: expected a shape of "
              + size
              + " elements, got "
              + other
              + ". It had "
              + shape
              + ".");
    }
    return new Tensor(arena, address(), type, other);
  }

  /** Returns the elements {@code [from, from + shape.size())} of this memory under a shape. */
  public Tensor view(long from, Shape part) {
    Objects.checkFromIndexSize(from, part.size(), size);
    return new Tensor(arena, address() + from * type.bytes(), type, part);
  }

  /** Sets all elements of a float32 tensor. */
  public Tensor set(float... elements) {
    if (elements.length != size) {
      throw new IllegalArgumentException(
          "Tensor: expected "
              + size
              + " elements for "
              + shape
              + ", got "
              + elements.length
              + ". Check the shape.");
    }
    copyFrom(elements, 0, 0, elements.length);
    return this;
  }

  /** Copies from an array to the elements from {@code index} on of a float32 tensor. */
  public void copyFrom(float[] from, int start, long index, int count) {
    requireFloat32();
    Objects.checkFromIndexSize(start, count, from.length);
    Objects.checkFromIndexSize(index, count, size);
    Memory.copyIn(from, start, address() + 4 * index, count);
    Reference.reachabilityFence(this);
  }

  /** Copies the elements from {@code index} on of a float32 tensor to an array. */
  public void copyTo(long index, float[] to, int start, int count) {
    requireFloat32();
    Objects.checkFromIndexSize(start, count, to.length);
    Objects.checkFromIndexSize(index, count, size);
    Memory.copyOut(address() + 4 * index, to, start, count);
    Reference.reachabilityFence(this);
  }

  /** Copies raw bytes (little-endian elements) from an array to byte {@code offset} on. */
  public void copyBytesFrom(byte[] from, int start, long offset, int count) {
    Objects.checkFromIndexSize(start, count, from.length);
    Objects.checkFromIndexSize(offset, count, bytes());
    Memory.copyIn(from, start, address() + offset, count);
    Reference.reachabilityFence(this);
  }

  /** Copies raw bytes (little-endian elements) from byte {@code offset} on to an array. */
  public void copyBytesTo(long offset, byte[] to, int start, int count) {
    Objects.checkFromIndexSize(start, count, to.length);
    Objects.checkFromIndexSize(offset, count, bytes());
    Memory.copyOut(address() + offset, to, start, count);
    Reference.reachabilityFence(this);
  }

  /**
   * Returns {@code count} bytes from byte {@code offset} on as a direct buffer over this memory,
   * for channels that read or write it without a copy. The buffer does not keep the memory: the
   * tensor must stay reachable and its arena open while it is used.
   */
  public ByteBuffer buffer(long offset, int count) {
    Objects.checkFromIndexSize(offset, count, bytes());
    return Memory.view(address() + offset, count);
  }

  /** Copies all elements of another tensor of the same type and size into this one. */
  public void copyFrom(Tensor other) {
    if (other.type != type || other.size != size) {
      throw new IllegalArgumentException(
          "Tensor: expected "
              + type
              + " "
              + shape
              + ", got "
              + other.type
              + " "
              + other.shape
              + ". Cast or reshape it first.");
    }
    Memory.UNSAFE.copyMemory(other.address(), address(), bytes());
    Reference.reachabilityFence(other);
    Reference.reachabilityFence(this);
  }

  /** Copies elements of any type to an array, as {@link #getDouble} gives them. */
  public void copyTo(long index, double[] to, int start, int count) {
    Objects.checkFromIndexSize(start, count, to.length);
    Objects.checkFromIndexSize(index, count, size);
    Elements.copyOut(type, address() + index * type.bytes(), to, start, count);
    Reference.reachabilityFence(this);
  }

  /** Copies from an array to elements of any type, as {@link #setDouble} sets them. */
  public void copyFrom(double[] from, int start, long index, int count) {
    Objects.checkFromIndexSize(start, count, from.length);
    Objects.checkFromIndexSize(index, count, size);
    Elements.copyIn(type, from, start, address() + index * type.bytes(), count);
    Reference.reachabilityFence(this);
  }

  /**
   * Copies {@code count} elements of another tensor of the same type: from its element {@code from}
   * on, {@code fromStep} apart, to the element {@code to} on, {@code toStep} apart. The two may not
   * overlap.
   */
  public void copyElements(
      Tensor other, long from, long fromStep, long to, long toStep, long count) {
    if (other.type != type) {
      throw new IllegalArgumentException(
          "Tensor: expected elements of " + type + ", got " + other.type + ". Cast them first.");
    }
    if (count > 0) {
      Objects.checkIndex(from, other.size);
      Objects.checkIndex(from + (count - 1) * fromStep, other.size);
      Objects.checkIndex(to, size);
      Objects.checkIndex(to + (count - 1) * toStep, size);
      long bytes = type.bytes();
      Memory.copy(
          other.address() + from * bytes,
          fromStep * bytes,
          address() + to * bytes,
          toStep * bytes,
          count,
          type.bytes());
    }
    Reference.reachabilityFence(other);
    Reference.reachabilityFence(this);
  }

  /** Sets all bytes to zero. */
  public void clear() {
    Memory.UNSAFE.setMemory(address(), bytes(), (byte) 0);
    Reference.reachabilityFence(this);
  }

  /** Returns the elements of a tensor of any type as floats. */
  public float[] toFloats() {
    float[] floats = new float[Math.toIntExact(size)];
    if (type == DataType.FLOAT32) {
      copyTo(0, floats, 0, floats.length);
    } else {
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) getDouble(i);
      }
    }
    return floats;
  }

  /** Returns the elements of a tensor of any type as doubles. */
  public double[] toDoubles() {
    double[] doubles = new double[Math.toIntExact(size)];
    copyTo(0, doubles, 0, doubles.length);
    return doubles;
  }

  /** Returns the elements of a tensor of any type as longs. */
  public long[] toLongs() {
    long[] longs = new long[Math.toIntExact(size)];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = getLong(i);
    }
    return longs;
  }

  /** Returns a copy with memory of its own. */
  public Tensor copy() {
    Tensor copy = zeros(type, shape);
    copy.copyFrom(this);
    return copy;
  }

  @Override
  public String toString() {
    return TensorFormat.format(this);
  }
}
