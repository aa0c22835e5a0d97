package io.kindling.tensor;

/**
 * The element types of tensors, with the names and widths of the ONNX standard.
 *
 * <p>{@link #FLOAT16} and {@link #BFLOAT16} are stored in two bytes and computed in float32.
 */
public enum DataType {
  FLOAT32(4, Kind.FLOATING),
  FLOAT64(8, Kind.FLOATING),
  FLOAT16(2, Kind.FLOATING),
  BFLOAT16(2, Kind.FLOATING),
  INT8(1, Kind.SIGNED),
  INT16(2, Kind.SIGNED),
  INT32(4, Kind.SIGNED),
  INT64(8, Kind.SIGNED),
  UINT8(1, Kind.UNSIGNED),
  UINT16(2, Kind.UNSIGNED),
  UINT32(4, Kind.UNSIGNED),
  UINT64(8, Kind.UNSIGNED),
  BOOL(1, Kind.LOGICAL);

  private enum Kind {
    FLOATING,
    SIGNED,
    UNSIGNED,
    LOGICAL
  }

  private final int bytes;
  private final Kind kind;

  DataType(int bytes, Kind kind) {
    this.bytes = bytes;
    this.kind = kind;
  }

  /** Returns the size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Returns whether elements are floating-point numbers, so that gradients can flow through. */
  public boolean isFloating() {
    return kind == Kind.FLOATING;
  }

  /** Returns whether elements are integers, signed or not. */
  public boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  /** Returns whether elements are integers without a sign. */
  public boolean isUnsigned() {
    return kind == Kind.UNSIGNED;
  }
}
