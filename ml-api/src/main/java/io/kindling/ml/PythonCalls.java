package io.kindling.ml;

import io.kindling.graph.Parameter;
import io.kindling.layers.Network;
import io.kindling.ml.plot.Drawing;
import io.kindling.ml.plot.NetworkChart;
import io.kindling.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * What the Python package asks of Java beside params: static methods of plain types, since its
 * bridge neither sees default methods of interfaces nor moves arrays of numbers at once.
 */
public final class PythonCalls {
  private PythonCalls() {}

  /**
   * Returns the table of layers of a network.
   *
   * @throws IllegalArgumentException when the JSON describes none
   */
  public static String networkSummary(String json) {
    return Network.fromJson(json).summary();
  }

  /**
   * Returns a network as a drawing.
   *
   * @throws IllegalArgumentException when the JSON describes none
   */
  public static Drawing networkDrawing(String json) {
    return new NetworkChart(Network.fromJson(json)).draw();
  }

  /**
   * Returns the architecture of an ONNX file as JSON.
   *
   * @throws io.kindling.layers.format.ModelFormatException when it cannot be read
   */
  public static String networkOfOnnx(String path) {
    return OnnxFiles.read(path, SparkSession.active()).network().toJson();
  }

  /** Returns the architecture of a model as JSON. */
  public static String network(TrainedStage model) {
    return model.network().toJson();
  }

  /** Returns how a model was trained, as JSON. */
  public static String summary(TrainedStage model) {
    return model.summary().toJson();
  }

  /** Returns the names of all parameters of a model, states included. */
  public static List<String> parameters(TrainedStage model) {
    return model.network().graph().parameters().stream().map(Parameter::name).toList();
  }

  /** Returns a parameter's shape. */
  public static List<Long> shape(TrainedStage model, String parameter) {
    return Arrays.stream(model.tensor(parameter).shape().dims()).boxed().toList();
  }

  /** Returns a parameter's elements as FLOAT32 in the byte order of the machine. */
  public static byte[] elements(TrainedStage model, String parameter) {
    Tensor tensor = model.tensor(parameter);
    byte[] bytes = new byte[Math.toIntExact(tensor.bytes())];
    tensor.copyBytesTo(0, bytes, 0, bytes.length);
    return bytes;
  }
}
