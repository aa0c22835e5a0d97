package io.kindling.layers.format.onnx;

import io.kindling.layers.format.FormatProblem;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.proto.GraphProto;
import io.kindling.layers.format.onnx.proto.ModelProto;
import io.kindling.layers.format.onnx.proto.TensorProto;
import io.kindling.layers.format.onnx.proto.ValueInfoProto;
import io.kindling.tensor.Tensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads files of the ONNX standard, opsets 7 to 25, as networks in the form of inference.
 *
 * <p>FLOAT32 initializers become trainable parameters (mean and variance of BatchNormalization
 * become state), everything else that the file holds becomes constants. A graph input whose first
 * dimension is a symbol or open has the batch there; a fixed one is kept and listed in {@link
 * OnnxModel#fixedBatch}. Chains of operators over shapes are computed while reading, with the batch
 * as a symbol.
 *
 * @param bound values of graph inputs that decide shapes, by name; they are inputs no more
 * @param dimensions numbers for symbolic dimensions, by symbol
 * @param memory where initializers are put
 */
public record OnnxReader(
    OnnxLimits limits,
    Map<String, Tensor> bound,
    Map<String, Long> dimensions,
    WeightMemory memory) {
  /** Copies the maps. */
  public OnnxReader {
    bound = Map.copyOf(bound);
    dimensions = Map.copyOf(dimensions);
  }

  /** Returns a reader with the usual limits and nothing bound. */
  public static OnnxReader defaults() {
    return new OnnxReader(OnnxLimits.defaults(), Map.of(), Map.of(), WeightMemory.own());
  }

  /** Returns this reader with other limits. */
  public OnnxReader limits(OnnxLimits other) {
    return new OnnxReader(other, bound, dimensions, memory);
  }

  /** Returns this reader with other memory for initializers. */
  public OnnxReader into(WeightMemory other) {
    return new OnnxReader(limits, bound, dimensions, other);
  }

  /** Returns this reader with values for graph inputs that decide shapes. */
  public OnnxReader bind(Map<String, Tensor> inputs) {
    Map<String, Tensor> all = new HashMap<>(bound);
    all.putAll(inputs);
    return new OnnxReader(limits, all, dimensions, memory);
  }

  /** Returns this reader with a number for a symbolic dimension. */
  public OnnxReader dimension(String symbol, long size) {
    if (size < 0) {
      throw new IllegalArgumentException(
          "OnnxReader: expected a size of 0 or more for \""
              + symbol
              + "\", got "
              + size
              + ". Raise it.");
    }
    Map<String, Long> all = new HashMap<>(dimensions);
    all.put(symbol, size);
    return new OnnxReader(limits, bound, all, memory);
  }

  /**
   * Reads a file, with the files of weights that lie beside it.
   *
   * @throws ModelFormatException when it cannot be read, listing all reasons
   */
  public OnnxModel read(Path file) {
    return read(OnnxFile.read(file, limits));
  }

  /**
   * Reads the bytes of a file.
   *
   * @param name what messages call the file
   * @throws ModelFormatException when they cannot be read, listing all reasons
   */
  public OnnxModel read(String name, byte[] bytes) {
    return read(OnnxFile.of(name, bytes, limits));
  }

  private OnnxModel read(OnnxFile file) {
    ModelProto proto = file.parse(ModelProto::parseFrom);
    try {
      return new ModelReading(this, file, proto).read();
    } catch (Refusal e) {
      throw ModelFormatException.of(file.name(), List.of(e.at("")));
    }
  }

  /**
   * Reads the FLOAT32 initializers of a file alone, so that operators that do not exist here are no
   * hindrance.
   *
   * @throws ModelFormatException when one cannot be read
   */
  public Map<String, Tensor> weights(Path file) {
    OnnxFile opened = OnnxFile.read(file, limits);
    try {
      return new ModelReading(this, opened, opened.parse(ModelProto::parseFrom)).weights();
    } catch (Refusal e) {
      throw ModelFormatException.of(opened.name(), List.of(e.at("")));
    }
  }

  /** Returns why a file cannot be read; empty where it can. */
  public List<FormatProblem> problems(Path file) {
    try {
      read(file);
      return List.of();
    } catch (ModelFormatException e) {
      return e.problems();
    }
  }

  /**
   * Returns the names of the inputs that a file declares, in order, initializers left out.
   *
   * @throws ModelFormatException when it is no file of the format
   */
  public List<String> inputs(Path file) {
    GraphProto graph = OnnxFile.read(file, limits).parse(ModelProto::parseFrom).getGraph();
    Set<String> initializers =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    return graph.getInputList().stream()
        .map(ValueInfoProto::getName)
        .filter(name -> !initializers.contains(name))
        .toList();
  }
}
