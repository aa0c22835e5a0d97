package io.kindling.distributed.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns values into bytes and back; only bytes cross between driver and workers. */
final class Encoding {
  private Encoding() {}

  /** Writes a value. */
  @FunctionalInterface
  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads a value. */
  @FunctionalInterface
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  static byte[] write(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static <T> T read(byte[] bytes, Reader<T> reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return reader.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Session: expected a whole message, got " + e, e);
    }
  }

  static void text(DataOutputStream out, String text) throws IOException {
    // Not writeUTF, whose texts end at 64 KiB.
    bytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("expected at most " + in.available() + " bytes, got " + length);
    }
    return in.readNBytes(length);
  }

  static void longs(DataOutputStream out, long[] values) throws IOException {
    out.writeInt(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  static long[] longs(DataInputStream in) throws IOException {
    long[] values = new long[count(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readLong();
    }
    return values;
  }

  static void numbers(DataOutputStream out, Map<String, Double> numbers) throws IOException {
    out.writeInt(numbers.size());
    for (Map.Entry<String, Double> entry : numbers.entrySet()) {
      text(out, entry.getKey());
      out.writeDouble(entry.getValue());
    }
  }

  static Map<String, Double> numbers(DataInputStream in) throws IOException {
    Map<String, Double> numbers = new TreeMap<>();
    for (int left = count(in); left > 0; left--) {
      numbers.put(text(in), in.readDouble());
    }
    return numbers;
  }

  static <T> List<T> list(DataInputStream in, Reader<T> reader) throws IOException {
    List<T> list = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      list.add(reader.read(in));
    }
    return list;
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException("expected at most " + in.available() + " entries, got " + count);
    }
    return count;
  }
}
