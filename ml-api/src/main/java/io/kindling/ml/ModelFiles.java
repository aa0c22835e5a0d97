package io.kindling.ml;

import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.layers.Network;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.layers.format.onnx.OnnxReader;
import io.kindling.layers.format.onnx.OnnxWriter;
import io.kindling.layers.format.onnx.WeightMemory;
import io.kindling.tensor.Tensor;
import io.kindling.training.ParameterLayout;
import io.kindling.training.Parameters;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
 * weights, which any ONNX runtime serves ({@code model.onnx.data} holds those of more than 2 GB),
 * {@code network.json} with the architecture, {@code history.json} with the training summary.
 */
record ModelFiles(FileSystem files, Path folder) {
  /** The file that holds the weights. */
  static final String MODEL = "model.onnx";

  private static final String NETWORK = "network.json";
  private static final String HISTORY = "history.json";
  private static final int MOST_TEXT = 1 << 30;

  /** Returns the files in a folder of any file system that Hadoop knows. */
  static ModelFiles in(String path, SparkSession session) {
    Path folder = new Path(path);
    try {
      return new ModelFiles(folder.getFileSystem(session.sessionState().newHadoopConf()), folder);
    } catch (IOException e) {
      throw new UncheckedIOException("ModelFiles: cannot reach " + path, e);
    }
  }

  /** Writes a network into the folder. */
  void write(FittedNetwork network) {
    write(NETWORK, network.network().toJson().getBytes(StandardCharsets.UTF_8));
    write(HISTORY, network.summary().toJson().getBytes(StandardCharsets.UTF_8));
    try {
      OnnxWriter.plain()
          .write(
              network.graph(),
              network.parameters().views(),
              MODEL,
              name -> files.create(at(name), false));
    } catch (IOException e) {
      throw new UncheckedIOException("ModelFiles: cannot write " + at(MODEL), e);
    }
  }

  /**
   * Reads the network of the folder.
   *
   * @throws ModelFormatException when a file is missing, cut short or does not fit the others
   */
  FittedNetwork read() {
    Network network = parse(NETWORK, Network::fromJson);
    TrainingSummary summary = parse(HISTORY, TrainingSummary::fromJson);
    Graph graph = network.graph();
    Parameters parameters = Parameters.zeros(ParameterLayout.of(graph));
    try (LocalModel file = LocalModel.of(files, at(MODEL))) {
      OnnxReader reader = OnnxReader.defaults().into(WeightMemory.over(parameters.views()));
      requireWeights(graph, reader.read(file.path()).weights());
      return FittedNetwork.of(network, parameters, summary);
    } catch (RuntimeException e) {
      parameters.close();
      throw e;
    }
  }

  /** All that fits was read to where it belongs. */
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
      if (size > MOST_TEXT) {
        throw malformed(name, "expected at most " + MOST_TEXT + " bytes, got " + size + ".", null);
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

  Path at(String name) {
    return new Path(folder, name);
  }
}
