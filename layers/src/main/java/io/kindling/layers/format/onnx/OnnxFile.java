package io.kindling.layers.format.onnx;

import io.kindling.layers.format.ModelFormatException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.hbase.thirdparty.com.google.protobuf.ByteString;
import org.apache.hbase.thirdparty.com.google.protobuf.CodedInputStream;
import org.apache.hbase.thirdparty.com.google.protobuf.UnsafeByteOperations;

/**
 * The bytes of a file and where they come from. Those of a file stay on the disk: they are mapped,
 * and messages refer to them, so that weights never lie on the Java heap.
 *
 * @param name what messages call the file
 * @param folder the folder it lies in; empty where it came as bytes
 */
record OnnxFile(String name, ByteString bytes, Optional<Path> folder, OnnxLimits limits) {
  /**
   * Reads a file.
   *
   * @throws ModelFormatException when it is not there, or larger than the limit
   */
  static OnnxFile read(Path file, OnnxLimits limits) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      requireSize(file.toString(), channel.size(), limits);
      ByteString bytes =
          UnsafeByteOperations.unsafeWrap(
              channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
      Optional<Path> folder = Optional.ofNullable(file.toAbsolutePath().getParent());
      return new OnnxFile(file.toString(), bytes, folder, limits);
    } catch (IOException e) {
      throw ModelFormatException.malformed(
          file.toString(), "expected a readable file, got " + e + ". Check the path.", e);
    }
  }

  /** Returns bytes that have no file. */
  static OnnxFile of(String name, byte[] bytes, OnnxLimits limits) {
    requireSize(name, bytes.length, limits);
    return new OnnxFile(name, UnsafeByteOperations.unsafeWrap(bytes), Optional.empty(), limits);
  }

  private static void requireSize(String name, long size, OnnxLimits limits) {
    // No message of the format is larger than 2 GB, whatever is allowed.
    long most = Math.min(limits.bytes(), Integer.MAX_VALUE);
    if (size > most) {
      throw ModelFormatException.malformed(
          name, "expected at most " + most + " bytes, got " + size + ". Raise the limit.", null);
    }
  }

  ExternalData external() {
    return new ExternalData(folder, limits.beside());
  }

  /** Parses one kind of message. */
  @FunctionalInterface
  interface Parser<M> {
    /** Parses the whole stream. */
    M parse(CodedInputStream stream) throws IOException;
  }

  /**
   * Returns the message that the bytes hold.
   *
   * @throws ModelFormatException when they hold none
   */
  <M> M parse(Parser<M> parser) {
    CodedInputStream stream = bytes.newCodedInput();
    stream.setRecursionLimit(limits.depth());
    stream.enableAliasing(true);
    try {
      M message = parser.parse(stream);
      stream.checkLastTagWas(0);
      return message;
    } catch (IOException e) {
      throw ModelFormatException.malformed(
          name,
          "expected messages of the ONNX format, got other bytes ("
              + e.getMessage()
              + "). The file is cut short or damaged; get it again.",
          e);
    }
  }
}
