package io.kindling.backend;

import java.util.Arrays;
import java.util.Optional;

/** What a plan computes in. Whatever its caller sees is float32 in either. */
public enum Precision {
  /** Float32 throughout. */
  FLOAT32("float32"),
  /**
   * Mixed precision: convolutions, matrix products and what passes between them in bfloat16, with
   * sums in float32; parameters, their gradients, losses, statistics and outputs in float32
   * (Kalamkar et al. 2019, A Study of BFLOAT16 for Deep Learning Training, section 3).
   */
  BFLOAT16("bfloat16");

  private final String text;

  Precision(String text) {
    this.text = text;
  }

  /** Returns the precision of a name; empty where none has it. */
  public static Optional<Precision> named(String text) {
    return Arrays.stream(values()).filter(precision -> precision.text.equals(text)).findFirst();
  }

  /** Returns the name that users know it by. */
  public String text() {
    return text;
  }
}
