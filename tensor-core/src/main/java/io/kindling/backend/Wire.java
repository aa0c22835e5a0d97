package io.kindling.backend;

/** In how many bits values travel between workers; sums are taken in float32 in any case. */
public enum Wire {
  /** As they are. */
  FLOAT32,
  /** The upper half of a float: its range, 8 bits of precision. */
  BFLOAT16,
  /** IEEE 754's binary16, times a power of two for each message: 11 bits of precision. */
  FLOAT16
}
