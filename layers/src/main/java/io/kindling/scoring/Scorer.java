package io.kindling.scoring;

import io.kindling.graph.Graph;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.layers.format.ModelFormatException;
import io.kindling.tensor.Tensor;
import io.kindling.training.Predictor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A saved model that scores in plain Java, without Spark: load it once, call it from any number of
 * threads, close it.
 *
 * <p>It takes the folder of a saved stage ({@code DeepClassificationModel}, {@code
 * DeepRegressionModel}, {@code DeepModel}) or any ONNX file. A row is the network's input in
 * row-major order, channels first. At most {@link ScorerOptions#plans} calls compute at the same
 * time; others wait for their turn. Modules needed: tensor-core, layers and, for oneDNN,
 * native-mkl.
 */
public final class Scorer implements AutoCloseable {
  private static final String CLASSIFIER = "DeepClassificationModel";
  private static final String REGRESSOR = "DeepRegressionModel";

  private final SavedModel saved;
  private final ScorerOptions options;
  private final ScorerPool pool;

  private Scorer(SavedModel saved, ScorerOptions options) {
    this.saved = saved;
    this.options = options;
    this.pool = new ScorerPool(saved, options);
  }

  /** Loads a model with {@link ScorerOptions#defaults}. */
  public static Scorer open(Path model) {
    return open(model, ScorerOptions.defaults());
  }

  /**
   * Loads a model.
   *
   * @param model the folder of a saved stage, or an ONNX file
   * @throws ModelFormatException when it cannot be used, listing all reasons
   * @throws io.kindling.backend.NativeException when a backend that is named cannot be loaded
   */
  public static Scorer open(Path model, ScorerOptions options) {
    return new Scorer(SavedModel.read(model), options);
  }

  /** Returns the inputs of the network by name, in order. */
  public Map<String, Type> inputs() {
    Map<String, Type> types = new LinkedHashMap<>();
    saved.graph().inputs().forEach(value -> types.put(value.name(), value.type()));
    return types;
  }

  /** Returns the outputs of the network by name, in order. */
  public Map<String, Type> outputs() {
    Map<String, Type> types = new LinkedHashMap<>();
    saved.graph().outputs().forEach((name, value) -> types.put(name, value.type()));
    return types;
  }

  /** Returns the names of the classes; empty where the model has none. */
  public List<String> labels() {
    return saved.stage().map(StageMetadata::labels).orElse(List.of());
  }

  /** Compiles all plans now, so that no call has to. */
  public Scorer warmUp() {
    pool.warmUp();
    return this;
  }

  /**
   * Returns the outputs of a network for one row.
   *
   * @throws IllegalArgumentException when the row has another length
   * @throws IllegalStateException when the network has several inputs or outputs, or no plan was
   *     free within the patience
   */
  public float[] score(float... row) {
    requirePlain();
    requireWidth(row, 0);
    return pool.use(predictor -> run(predictor, new float[][] {row}, 0, 1)[0]);
  }

  /**
   * Returns the outputs of a network for each row.
   *
   * @throws IllegalArgumentException when a row has another length
   * @throws IllegalStateException when the network has several inputs or outputs, or no plan was
   *     free within the patience
   */
  public float[][] score(float[][] rows) {
    requirePlain();
    for (int i = 0; i < rows.length; i++) {
      requireWidth(rows[i], i);
    }
    float[][] all = new float[rows.length][];
    for (int first = 0; first < rows.length; first += options.batch()) {
      int from = first;
      int count = Math.min(options.batch(), rows.length - first);
      float[][] part = pool.use(predictor -> run(predictor, rows, from, count));
      System.arraycopy(part, 0, all, first, count);
    }
    return all;
  }

  private float[][] run(Predictor predictor, float[][] rows, int first, int count) {
    Tensor input = predictor.input(saved.input().name());
    for (int i = 0; i < count; i++) {
      input.copyFrom(rows[first + i], 0, (long) i * rows[first + i].length, rows[first + i].length);
    }
    Tensor output = predictor.run(count).values().iterator().next();
    int width = Columns.width(saved.output());
    float[][] scores = new float[count][width];
    for (int i = 0; i < count; i++) {
      output.copyTo((long) i * width, scores[i], 0, width);
    }
    return scores;
  }

  /**
   * Returns every output of any network for rows in every input; the tensors are the caller's.
   *
   * @throws IllegalArgumentException when inputs are missing or do not fit, or there are more rows
   *     than {@link ScorerOptions#batch} and the network's rows cannot be taken apart
   * @throws IllegalStateException when no plan was free within the patience
   */
  public Map<String, Tensor> score(Map<String, Tensor> inputs) {
    Graph graph = saved.graph();
    long rows = Columns.rows(graph.inputs(), inputs);
    boolean divisible =
        graph.inputs().stream().allMatch(Columns::rowsFirst)
            && graph.outputs().values().stream().allMatch(Columns::rowsFirst);
    if (rows > options.batch() && !divisible) {
      throw new IllegalArgumentException(
          "Scorer: expected at most %d rows for a network whose rows cannot be taken apart, got %d."
                  .formatted(options.batch(), rows)
              + " Raise batch.");
    }
    if (!divisible) {
      return pool.use(predictor -> whole(predictor, inputs, Math.toIntExact(rows)));
    }
    Map<String, Tensor> all = new LinkedHashMap<>();
    graph
        .outputs()
        .forEach(
            (name, value) ->
                all.put(name, Tensor.zeros(value.dataType(), value.shape().bind(rows))));
    for (long first = 0; first < rows; first += options.batch()) {
      long from = first;
      int count = Math.toIntExact(Math.min(options.batch(), rows - first));
      pool.use(predictor -> part(predictor, inputs, from, count, all));
    }
    return all;
  }

  private Map<String, Tensor> whole(Predictor predictor, Map<String, Tensor> inputs, int rows) {
    for (Value input : saved.graph().inputs()) {
      Tensor given = Columns.tensor(inputs, input.name());
      predictor.input(input.name()).view(0, given.shape()).copyFrom(given);
    }
    Map<String, Tensor> copies = new LinkedHashMap<>();
    predictor.run(rows).forEach((name, tensor) -> copies.put(name, tensor.copy()));
    return copies;
  }

  private boolean part(
      Predictor predictor,
      Map<String, Tensor> inputs,
      long first,
      int count,
      Map<String, Tensor> all) {
    for (Value input : saved.graph().inputs()) {
      Tensor given = Columns.tensor(inputs, input.name());
      Columns.copy(input, given, first, predictor.input(input.name()), 0, count);
    }
    Map<String, Tensor> made = predictor.run(count);
    saved
        .graph()
        .outputs()
        .forEach(
            (name, value) ->
                Columns.copy(
                    value, Columns.tensor(made, name), 0, Columns.tensor(all, name), first, count));
    return true;
  }

  /**
   * Returns the probability of each class for one row, as {@code DeepClassificationModel} gives it.
   *
   * @throws IllegalStateException when the model is no saved classifier
   */
  public double[] probabilities(float... row) {
    return stage(CLASSIFIER).rule().probabilities(doubles(score(row)));
  }

  /**
   * Returns what the saved model predicts for one row: the class, from 0, with its thresholds, of a
   * classifier, and the number of a regressor.
   *
   * @throws IllegalStateException when the model is neither
   */
  public double predict(float... row) {
    StageMetadata stage = stage(CLASSIFIER, REGRESSOR);
    float[] outputs = score(row);
    return stage.stage().equals(REGRESSOR)
        ? outputs[0]
        : stage.rule().choose(stage.rule().probabilities(doubles(outputs)));
  }

  private StageMetadata stage(String... kinds) {
    return saved
        .stage()
        .filter(stage -> Arrays.asList(kinds).contains(stage.stage()))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Scorer: expected the folder of a saved %s, got %s. Call score."
                        .formatted(String.join(" or ", kinds), saved.name())));
  }

  private static double[] doubles(float[] numbers) {
    double[] doubles = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      doubles[i] = numbers[i];
    }
    return doubles;
  }

  private void requirePlain() {
    if (!saved.isPlain()) {
      throw new IllegalStateException(
          "Scorer: expected a network with one FLOAT32 input and one FLOAT32 output, rows first,"
              + " got inputs %s and outputs %s. Call score with tensors by name."
                  .formatted(inputs(), outputs()));
    }
  }

  private void requireWidth(float[] row, int number) {
    int width = Columns.width(saved.input());
    if (row.length != width) {
      throw new IllegalArgumentException(
          "Scorer: expected rows of %d numbers, got %d in row %d. Give the network's input, %s."
              .formatted(width, row.length, number, saved.input().type()));
    }
  }

  /**
   * Frees plans and threads once the calls that are under way have ended; later calls are refused.
   *
   * @throws IllegalStateException when they did not end within the patience
   */
  @Override
  public void close() {
    pool.close();
  }
}
