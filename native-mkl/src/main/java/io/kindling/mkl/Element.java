package io.kindling.mkl;

import org.bytedeco.dnnl.global.dnnl;

/** What the elements of a tensor inside a plan are stored as. */
enum Element {
  FLOAT32(dnnl.dnnl_f32, ""),
  /** The upper half of a float32: its exponent and 7 bits of its fraction. */
  BFLOAT16(dnnl.dnnl_bf16, " bf16");

  private final int code;
  private final String suffix;

  Element(int code, String suffix) {
    this.code = code;
    this.suffix = suffix;
  }

  /** Returns float32 unless both are bfloat16. */
  Element wider(Element other) {
    return this == other ? this : FLOAT32;
  }

  /** Returns oneDNN's number of the type. */
  int code() {
    return code;
  }

  /** Returns what follows a layout in texts: nothing for float32. */
  String suffix() {
    return suffix;
  }

  static Element of(int code) {
    for (Element element : values()) {
      if (element.code == code) {
        return element;
      }
    }
    throw new IllegalArgumentException(
        "Element: expected a descriptor of float32 or bfloat16, got oneDNN's data type "
            + code
            + ". Ask oneDNN for one of these.");
  }
}
