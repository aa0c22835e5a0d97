package io.kindling.training;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.Precision;
import io.kindling.graph.Graph;
import io.kindling.graph.Value;
import io.kindling.tensor.Arena;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores rows with a trained network: fill the first rows of each {@link #input}, call {@link
 * #run}, read the outputs.
 *
 * <p>Plans are compiled when first needed, for the batch size and for a quarter, a sixteenth, ...
 * of it; fewer rows run in the smallest plan that holds them, in which the rest are rows of earlier
 * calls or zeros. So rows must not depend on each other, as in inference they do not. A network
 * with an output whose first axis is not the batch gets a plan for each number of rows instead.
 *
 * <p>A predictor is used by one thread at a time. Any number of them may share parameters. Whoever
 * changes parameters calls {@link #refresh}, between runs.
 */
public final class Predictor implements AutoCloseable {
  private final Graph network;
  private final Backend backend;
  private final Precision precision;
  private final int batch;
  private final Arena arena = Arena.open();
  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();
  private final TreeMap<Integer, Plan> plans = new TreeMap<>();
  private final Map<Integer, Map<String, Tensor>> views = new HashMap<>();
  private final boolean exact;

  private Predictor(
      Graph network,
      Map<String, Tensor> parameters,
      Backend backend,
      Precision precision,
      int batch) {
    this.network = network;
    this.backend = backend;
    this.precision = precision;
    this.batch = batch;
    this.parameters = Map.copyOf(parameters);
    for (Value value : network.inputs()) {
      inputs.put(value.name(), allocate(value));
    }
    network.outputs().forEach((name, value) -> outputs.put(name, allocate(value)));
    this.exact =
        network.outputs().values().stream().map(Value::shape).anyMatch(s -> !rowsFirst(s))
            || network.inputs().stream().map(Value::shape).anyMatch(s -> !rowsFirst(s));
  }

  /** Returns a predictor in float32, with the other arguments as they are there. */
  public static Predictor open(
      Graph network, Map<String, Tensor> parameters, Backend backend, int batch) {
    return open(network, parameters, backend, Precision.FLOAT32, batch);
  }

  /**
   * Returns a predictor.
   *
   * @param parameters memory of each parameter of the network by name, as {@link
   *     Parameters#views()}; stays the caller's
   * @param backend stays the caller's to close, after the predictor
   * @param precision what it computes in, which the backend must have
   * @param batch the most rows of a call, 1 or more
   */
  public static Predictor open(
      Graph network,
      Map<String, Tensor> parameters,
      Backend backend,
      Precision precision,
      int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException(
          "Predictor: expected a batch of 1 row or more, got " + batch + ". Raise it.");
    }
    for (var parameter : network.parameters()) {
      if (!parameters.containsKey(parameter.name())) {
        throw new IllegalArgumentException(
            "Predictor: expected all parameters of the network, got none for \""
                + parameter.name()
                + "\". Load or initialize it.");
      }
    }
    return new Predictor(network, parameters, backend, precision, batch);
  }

  private Tensor allocate(Value value) {
    return Tensor.allocate(arena, value.dataType(), value.shape().bind(batch));
  }

  private static boolean rowsFirst(Shape shape) {
    return shape.isStatic() || shape.slice(1, shape.rank()).isStatic();
  }

  /** Returns the most rows of a call. */
  public int batch() {
    return batch;
  }

  /**
   * Returns the memory of an input, of {@link #batch} rows; the first rows are to be written.
   *
   * @throws IllegalArgumentException when the network has no such input
   */
  public Tensor input(String name) {
    return memory(inputs, name);
  }

  private static Tensor memory(Map<String, Tensor> tensors, String name) {
    Tensor memory = tensors.get(name);
    if (memory == null) {
      throw new IllegalArgumentException(
          "Predictor: expected one of "
              + tensors.keySet()
              + ", got \""
              + name
              + "\". Check the name.");
    }
    return memory;
  }

  /**
   * Scores the first rows of the inputs.
   *
   * @param rows 0 to {@link #batch}
   * @return each output by name, of exactly these rows; valid until the next call
   */
  public Map<String, Tensor> run(int rows) {
    if (rows < 0 || rows > batch) {
      throw new IllegalArgumentException(
          "Predictor: expected 0 to " + batch + " rows, got " + rows + ". Score them in parts.");
    }
    if (rows > 0) {
      plan(size(rows)).run();
    }
    return views.computeIfAbsent(rows, this::outputs);
  }

  /** Makes the next runs score with the parameters as they are then. */
  public void refresh() {
    plans.values().forEach(Plan::refresh);
  }

  private int size(int rows) {
    int size = batch;
    while (!exact && (size + 3) / 4 >= rows && size > 1) {
      size = (size + 3) / 4;
    }
    return exact ? rows : size;
  }

  private Map<String, Tensor> outputs(int rows) {
    Map<String, Tensor> found = new LinkedHashMap<>();
    network
        .outputs()
        .forEach((name, value) -> found.put(name, view(memory(outputs, name), value, rows)));
    return found;
  }

  private static Tensor view(Tensor memory, Value value, int rows) {
    return memory.view(0, value.shape().bind(rows));
  }

  private Plan plan(int size) {
    Plan found = plans.get(size);
    if (found == null) {
      Map<String, Tensor> bindings = new HashMap<>(parameters);
      bindings.keySet().retainAll(network.parameters().stream().map(p -> p.name()).toList());
      network.inputs().forEach(v -> bindings.put(v.name(), view(input(v.name()), v, size)));
      bindings.putAll(outputs(size));
      CompileOptions options =
          CompileOptions.of(size).bindings(bindings).precision(precision).fixedParameters(true);
      found = backend.compile(network, options);
      plans.put(size, found);
    }
    return found;
  }

  @Override
  public void close() {
    plans.values().forEach(Plan::close);
    arena.close();
  }
}
