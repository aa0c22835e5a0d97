package io.kindling.layers.format.onnx;

import io.kindling.layers.format.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hbase.thirdparty.com.google.protobuf.CodedInputStream;

/**
 * The bytes of a file and where they come from.
 *
 * @param name what messages call the file
 * @param folder the folder it lies in; empty where it came as bytes
 */
record OnnxFile(String name, byte[] bytes, Optional<Path> folder, OnnxLimits limits) {
  /**
   * Reads a file.
   *
   * @throws ModelFormatException when it is not there, or larger than the limit
   */
  static OnnxFile read(Path file, OnnxLimits limits) {
    try {
      requireSize(file.toString(), Files.size(file), limits);
      Optional<Path> folder = Optional.ofNullable(file.toAbsolutePath().getParent());
      return new OnnxFile(file.toString(), Files.readAllBytes(file), folder, limits);
    } catch (IOException e) {
      throw ModelFormatException.malformed(
          file.toString(), "expected a readable file, got " + e + ". Check the path.", e);
    }
  }

  /** Returns bytes that have no file. */
  static OnnxFile of(String name, byte[] bytes, OnnxLimits limits) {
    requireSize(name, bytes.length, limits);
    return new OnnxFile(name, bytes, Optional.empty(), limits);
  }

  private static void requireSize(String name, long size, OnnxLimits limits) {
    if (size > limits.bytes()) {
      throw ModelFormatException.malformed(
          name,
          "expected at most " + limits.bytes() + " bytes, got " + size + ". Raise the limit.",
          null);
    }
  }

  ExternalData external() {
    return new ExternalData(folder, limits.bytes());
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
    CodedInputStream stream = CodedInputStream.newInstance(bytes);
    stream.setRecursionLimit(limits.depth());
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
