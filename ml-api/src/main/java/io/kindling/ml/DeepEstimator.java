package io.kindling.ml;

import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.loss.MeanSquaredError;
import io.kindling.ml.column.ColumnSpec;
import io.kindling.ml.column.Columns;
import io.kindling.ml.param.Defaults;
import io.kindling.ml.param.LossesParam;
import io.kindling.ml.param.OutputMetricsParam;
import io.kindling.ml.param.TargetColumns;
import io.kindling.ml.param.TensorColumns;
import io.kindling.ml.param.Training;
import io.kindling.training.EventSink;
import io.kindling.training.Objective;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Trains any network, in a Pipeline: several inputs and outputs, each with a column and each output
 * with a target and a loss, the sum of which is minimized.
 *
 * <p>Columns are given in the order of the network's inputs and outputs. Without {@code inputCols}
 * and {@code outputCols} they have the names of these inputs and outputs.
 */
public final class DeepEstimator extends Estimator<DeepModel>
    implements TensorColumns<DeepEstimator>,
        TargetColumns<DeepEstimator>,
        Training<DeepEstimator>,
        LossesParam<DeepEstimator>,
        OutputMetricsParam<DeepEstimator>,
        MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;

  /** Makes an estimator with a uid of its own. */
  public DeepEstimator() {
    this(Identifiable$.MODULE$.randomUID("deepEstimator"));
  }

  /** Makes an estimator with a uid. */
  public DeepEstimator(String uid) {
    this.uid = uid;
    Defaults.set(
        this,
        Map.of(
            "losses", new String[] {JsonCodec.standard().toJson(MeanSquaredError.of())},
            "metrics", new String[0]));
  }

  @Override
  public String uid() {
    return uid;
  }

  /**
   * Trains the network.
   *
   * @throws IllegalArgumentException when params, columns, labels or rows are not valid; before
   *     training where it can be known then
   */
  @Override
  public DeepModel fit(Dataset<?> dataset) {
    return fit(dataset, EventSink.none());
  }

  /**
   * Trains the network and tells an observer what happens, on this thread.
   *
   * @param observer ends the fit when it throws
   */
  public DeepModel fit(Dataset<?> dataset, EventSink observer) {
    Fit fit = Fit.of(this, dataset, observer);
    TensorSchema tensors = new TensorSchema(fit.who(), fit.start().graph(), this);
    Networks.append(fit.who(), dataset.schema(), tensors.added());
    Objective objective = Objective.of(getLosses()).metrics(getMetrics());
    FittedNetwork fitted =
        fit.run(
            tensors.inputs(dataset.schema()), targets(fit.start(), dataset.schema()), objective);
    return copyValues(new DeepModel(uid, fitted), new ParamMap()).setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    StartingPoint start = StartingPoint.of(this);
    TensorSchema tensors = new TensorSchema(start.who(), start.graph(), this);
    tensors.inputs(schema);
    targets(start, schema);
    return Networks.append(tensors.who(), schema, tensors.added());
  }

  private List<ColumnSpec> targets(StartingPoint start, StructType schema) {
    if (!isDefined(targetCols())) {
      throw new IllegalArgumentException(
          start.who() + ": expected target columns, got none. Call setTargetCols.");
    }
    return Targets.of(
        new Columns(start.who(), schema),
        start.graph(),
        getLosses(),
        List.of(getTargetCols()),
        "targetCols");
  }

  @Override
  public DeepEstimator copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public MLWriter write() {
    return new EstimatorWriter(this);
  }

  /** Returns a reader of saved estimators. */
  public static MLReader<DeepEstimator> read() {
    return new EstimatorReader<>(DeepEstimator.class, DeepEstimator::new);
  }

  /** Loads a saved estimator. */
  public static DeepEstimator load(String path) {
    return read().load(path);
  }
}
