package io.kindling.training;

import io.kindling.backend.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How gradients travel between workers. */
public enum Compression {
  /** As they are. */
  NONE,
  /** In bfloat16, summed in float32. */
  BF16,
  /** In binary16 with a power of two for each message, summed in float32. */
  FP16,
  /**
   * Only the signs of elements above a threshold, which follows the gradient; the rest is kept for
   * later steps. Source: Nikko Strom, "Scalable distributed DNN training using commodity GPU cloud
   * computing", Interspeech 2015, section 2; DL4J adapts the threshold too.
   */
  THRESHOLD;

  /** Returns the names of all. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Compression::text).toList();
  }

  /** Returns the one of a name. */
  public static Compression named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Returns its name. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns in how many bits elements travel that travel at all. */
  Wire wire() {
    return switch (this) {
      case BF16 -> Wire.BFLOAT16;
      case FP16 -> Wire.FLOAT16;
      case NONE, THRESHOLD -> Wire.FLOAT32;
    };
  }
}
