package io.kindling.layers.format.onnx;

import io.kindling.layers.format.onnx.proto.StringStringEntryProto;
import io.kindling.layers.format.onnx.proto.TensorProto;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Weights that lie in files beside the model; nothing outside the model's folder is opened.
 *
 * @param folder the folder of the model; empty where the model came as bytes
 */
record ExternalData(Optional<Path> folder, long limit) {
  private static final int PIECE = 1 << 20;

  /** Reads the part of a file that a tensor names. */
  Tensor read(TensorProto message, DataType type, Shape shape, WeightMemory memory) {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto entry : message.getExternalDataList()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    Path file = file(entries.getOrDefault("location", ""));
    long wanted = shape.size() * type.bytes();
    long offset = number(entries, "offset", 0);
    TensorReading.requireCount(number(entries, "length", wanted), wanted, "bytes", shape);
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      if (channel.size() > limit || offset > channel.size() - wanted) {
        throw Refusal.malformed(
            "expected "
                + wanted
                + " bytes from byte "
                + offset
                + " of a file of at most "
                + limit
                + ", got \""
                + file.getFileName()
                + "\" with "
                + channel.size()
                + ". Get the file again.");
      }
      Tensor tensor = memory.take(message.getName(), type, shape);
      fill(tensor, channel.position(offset));
      return tensor;
    } catch (IOException e) {
      throw Refusal.malformed(
          "expected a readable file of weights, got " + e + ". Put it beside the model.");
    }
  }

  private static void fill(Tensor tensor, SeekableByteChannel channel) throws IOException {
    byte[] piece = new byte[(int) Math.min(PIECE, tensor.bytes())];
    for (long at = 0; at < tensor.bytes(); ) {
      ByteBuffer buffer =
          ByteBuffer.wrap(piece, 0, (int) Math.min(piece.length, tensor.bytes() - at));
      int count = channel.read(buffer);
      if (count < 0) {
        throw Refusal.malformed("expected more weights, got the end of the file. Get it again.");
      }
      tensor.copyBytesFrom(piece, 0, at, count);
      at += count;
    }
    TensorReading.requireLogical(tensor);
  }

  private Path file(String location) {
    Path base =
        folder.orElseThrow(
            () ->
                Refusal.malformed(
                    "expected weights inside the file, got them in \""
                        + location
                        + "\". Read the model from its path."));
    try {
      Path named = Path.of(location);
      Path file = base.resolve(named).normalize();
      boolean inside =
          !location.isEmpty()
              && !named.isAbsolute()
              && file.startsWith(base.normalize())
              && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
              && file.toRealPath().startsWith(base.toRealPath());
      if (inside) {
        return file;
      }
    } catch (InvalidPathException | IOException e) {
      throw Refusal.malformed(outside(location) + " (" + e + ")");
    }
    throw Refusal.malformed(outside(location));
  }

  private static String outside(String location) {
    return "expected a file of weights in the model's folder, got \""
        + location
        + "\". Put it beside the model.";
  }

  private static long number(Map<String, String> entries, String key, long absent) {
    String text = entries.get(key);
    try {
      long number = text == null ? absent : Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw Refusal.malformed(
          "expected a number as " + key + " of the weights, got \"" + text + "\" (" + e + ").");
    }
    throw Refusal.malformed("expected 0 or more as " + key + " of the weights, got " + text + ".");
  }
}
