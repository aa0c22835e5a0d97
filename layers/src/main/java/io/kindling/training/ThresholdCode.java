package io.kindling.training;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Marked elements as bytes: the threshold, then either the gaps between marks, seven bits a byte
 * with the sign in the lowest bit, or two bits for every element, whichever is shorter.
 */
final class ThresholdCode {
  private static final byte SPARSE = 0;
  private static final byte BITMAP = 1;
  private static final int HEAD = Float.BYTES + 1 + Integer.BYTES;
  private static final int WORST_GAP = 5;

  private ThresholdCode() {}

  /** Takes marked elements in order. */
  @FunctionalInterface
  interface Marks {
    void mark(int index, boolean negative);
  }

  /**
   * Encodes marks.
   *
   * @param marks twice the index of each element, plus 1 where it is negative, in order
   * @param size the number of elements there are
   */
  static byte[] encode(float threshold, int[] marks, int count, int size) {
    int bitmap = (size + 3) / 4;
    byte[] bytes = new byte[HEAD + Math.min(bitmap, WORST_GAP * count)];
    int end = HEAD;
    int before = 0;
    boolean sparse = true;
    for (int i = 0; i < count && sparse; i++) {
      int index = marks[i] >>> 1;
      int gap = ((index - before) << 1) | (marks[i] & 1);
      before = index;
      sparse = end + WORST_GAP <= HEAD + bitmap || end + length(gap) <= HEAD + bitmap;
      if (sparse) {
        while (gap >>> 7 != 0) {
          bytes[end++] = (byte) (gap | 0x80);
          gap >>>= 7;
        }
        bytes[end++] = (byte) gap;
      }
    }
    if (!sparse) {
      bytes = new byte[HEAD + bitmap];
      end = bytes.length;
      for (int i = 0; i < count; i++) {
        int index = marks[i] >>> 1;
        bytes[HEAD + index / 4] |= (byte) ((1 + (marks[i] & 1)) << (2 * (index % 4)));
      }
    }
    ByteBuffer.wrap(bytes).putFloat(threshold).put(sparse ? SPARSE : BITMAP).putInt(count);
    return Arrays.copyOf(bytes, end);
  }

  private static int length(int gap) {
    return gap >>> 7 == 0 ? 1 : gap >>> 14 == 0 ? 2 : gap >>> 21 == 0 ? 3 : gap >>> 28 == 0 ? 4 : 5;
  }

  /** Returns the threshold of a message. */
  static float threshold(byte[] message) {
    return ByteBuffer.wrap(message).getFloat();
  }

  /** Hands out the marks of a message. */
  static void decode(byte[] message, Marks marks) {
    boolean sparse = message[Float.BYTES] == SPARSE;
    int count = ByteBuffer.wrap(message).getInt(Float.BYTES + 1);
    if (sparse) {
      decodeSparse(message, count, marks);
      return;
    }
    for (int at = HEAD; at < message.length; at++) {
      for (int i = 0; message[at] != 0 && i < 4; i++) {
        int code = (message[at] >>> (2 * i)) & 3;
        if (code != 0) {
          marks.mark((at - HEAD) * 4 + i, code == 2);
        }
      }
    }
  }

  private static void decodeSparse(byte[] message, int count, Marks marks) {
    int at = HEAD;
    int index = 0;
    for (int i = 0; i < count; i++) {
      int gap = 0;
      int shift = 0;
      byte next;
      do {
        next = message[at++];
        gap |= (next & 0x7F) << shift;
        shift += 7;
      } while (next < 0);
      index += gap >>> 1;
      marks.mark(index, (gap & 1) != 0);
    }
  }
}
