package io.kindling.ml;

import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.layers.Network;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.OnnxModel;
import io.kindling.layers.format.onnx.OnnxReader;
import io.kindling.layers.format.onnx.OnnxWriter;
import io.kindling.tensor.Tensor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The files of a saved model beside Spark's metadata: {@code model.onnx} with the graph and its
 * weights, which any ONNX runtime serves, {@code network.json} with the architecture, {@code
 * history.json} with the training summary.
 */
record ModelFiles(FileSystem files, Path folder) {
  /** The file that holds the weights. */
  static final String MODEL = "model.onnx";

  private static final String NETWORK = "network.json";
  private static final String HISTORY = "history.json";

  /** Returns the files in a folder of any file system that Hadoop knows. */
  static ModelFiles in(String path, SparkSession session) {
    Path folder = new Path(path);
    try {
      return new ModelFiles(folder.getFileSystem(session.sessionState().newHadoopConf()), folder);
    } catch (IOException e) {
      throw new UncheckedIOException("ModelFiles: cannot reach " + path, e);
    }
  }

  /**
   * Returns a model file as a local one: that of a saved stage where the path is a folder, a copy
   * where the file is on another file system.
   */
  static java.nio.file.Path local(String path, SparkSession session) {
    ModelFiles given = in(path, session);
    try {
      Path file =
          given.files().getFileStatus(given.folder()).isDirectory()
              ? given.at(MODEL)
              : given.folder();
      Path qualified = given.files().makeQualified(file);
      if (qualified.toUri().getScheme().equals("file")) {
        return java.nio.file.Path.of(qualified.toUri().getPath());
      }
      java.nio.file.Path copy = Files.createTempFile("kindling", ".onnx");
      copy.toFile().deleteOnExit();
      given.files().copyToLocalFile(false, qualified, new Path(copy.toUri()), true);
      return copy;
    } catch (IOException e) {
      throw ModelFormatException.malformed(
          path, "expected a readable model file, got " + e + ". Check the path.", e);
    }
  }

  /** Writes a network into the folder. */
  void write(FittedNetwork network) {
    write(NETWORK, network.network().toJson().getBytes(StandardCharsets.UTF_8));
    write(HISTORY, network.summary().toJson().getBytes(StandardCharsets.UTF_8));
    write(MODEL, OnnxWriter.plain().write(network.graph(), network.parameters().views()));
  }

  /**
   * Reads the network of the folder.
   *
   * @throws ModelFormatException when a file is missing, cut short or does not fit the others
   */
  FittedNetwork read() {
    Network network = parse(NETWORK, Network::fromJson);
    TrainingSummary summary = parse(HISTORY, TrainingSummary::fromJson);
    OnnxModel model = OnnxReader.defaults().read(at(MODEL).toString(), bytes(MODEL));
    requireWeights(network.graph(), model.weights());
    return FittedNetwork.of(network, model.weights(), summary);
  }

  private void requireWeights(Graph graph, Map<String, Tensor> weights) {
    for (Parameter parameter : graph.parameters()) {
      Tensor tensor = weights.get(parameter.name());
      if (tensor == null
          || tensor.type() != parameter.value().dataType()
          || !tensor.shape().equals(parameter.value().shape())) {
        throw malformed(
            MODEL,
            "expected %s for %s, got %s. The files are of different models; save the model again."
                .formatted(
                    parameter.value(),
                    NETWORK,
                    tensor == null ? "none" : tensor.type() + " " + tensor.shape()),
            null);
      }
    }
    if (weights.size() != graph.parameters().size()) {
      throw malformed(
          MODEL,
          "expected the %d parameters of %s, got %d. The files are of different models; save the"
                  .formatted(graph.parameters().size(), NETWORK, weights.size())
              + " model again.",
          null);
    }
  }

  private <T> T parse(String name, Function<String, T> parser) {
    try {
      return parser.apply(new String(bytes(name), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw malformed(name, e.getMessage() + " The file is damaged; save the model again.", e);
    }
  }

  private byte[] bytes(String name) {
    try {
      long size = files.getFileStatus(at(name)).getLen();
      if (size > Integer.MAX_VALUE - 8) {
        throw malformed(name, "expected less than 2 GB, got " + size + " bytes.", null);
      }
      byte[] bytes = new byte[(int) size];
      try (FSDataInputStream in = files.open(at(name))) {
        in.readFully(bytes);
      }
      return bytes;
    } catch (FileNotFoundException e) {
      throw malformed(name, "expected this file of a saved model, got none. Save it again.", e);
    } catch (IOException e) {
      throw malformed(
          name, "expected a readable file, got " + e + ". Check the disk and permissions.", e);
    }
  }

  private ModelFormatException malformed(String name, String message, @Nullable Throwable cause) {
    return ModelFormatException.malformed(at(name).toString(), message, cause);
  }

  private void write(String name, byte[] bytes) {
    try (FSDataOutputStream out = files.create(at(name), false)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("ModelFiles: cannot write " + at(name), e);
    }
  }

  private Path at(String name) {
    return new Path(folder, name);
  }
}
