package io.kindling.ml;

import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.loss.MeanSquaredError;
import io.kindling.layers.metric.Metric;
import io.kindling.layers.metric.RootMeanSquaredError;
import io.kindling.ml.column.ColumnSpec;
import io.kindling.ml.param.Defaults;
import io.kindling.ml.param.LossParam;
import io.kindling.ml.param.MetricsParam;
import io.kindling.ml.param.NumberColumns;
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
 * Trains a network that predicts a number, in a Pipeline.
 *
 * <p>The network reads one column ({@code featuresCol}: vectors, arrays, numbers, images or bytes)
 * and gives {@code [batch, 1]} or {@code [batch]}, which {@code loss} compares with the numbers of
 * {@code labelCol}. Several numbers at a time are the work of {@link DeepEstimator}.
 */
public final class DeepRegressor extends Estimator<DeepRegressionModel>
    implements NumberColumns<DeepRegressor>,
        Training<DeepRegressor>,
        LossParam<DeepRegressor>,
        MetricsParam<DeepRegressor>,
        MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;

  /** Makes a regressor with a uid of its own. */
  public DeepRegressor() {
    this(Identifiable$.MODULE$.randomUID("deepRegressor"));
  }

  /** Makes a regressor with a uid. */
  public DeepRegressor(String uid) {
    this.uid = uid;
    JsonCodec codec = JsonCodec.standard();
    Defaults.set(
        this,
        Map.of(
            "loss",
            codec.toJson(MeanSquaredError.of()),
            "metrics",
            new String[] {codec.toJson(RootMeanSquaredError.of())}));
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
  public DeepRegressionModel fit(Dataset<?> dataset) {
    return fit(dataset, EventSink.none());
  }

  /**
   * Trains the network and tells an observer what happens, on this thread.
   *
   * @param observer ends the fit when it throws
   */
  public DeepRegressionModel fit(Dataset<?> dataset, EventSink observer) {
    Fit fit = Fit.of(this, dataset, observer);
    NumberSchema numbers = NumberSchema.of(fit.who(), fit.start().graph(), this);
    ColumnSpec label = numbers.label(dataset.schema(), getLoss());
    Objective objective = Objective.of(getLoss()).metrics(getMetrics().toArray(Metric[]::new));
    FittedNetwork fitted =
        fit.run(List.of(numbers.features(dataset.schema())), List.of(label), objective);
    return copyValues(new DeepRegressionModel(uid, fitted), new ParamMap()).setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    StartingPoint start = StartingPoint.of(this);
    NumberSchema numbers = NumberSchema.of(start.who(), start.graph(), this);
    numbers.features(schema);
    numbers.label(schema, getLoss());
    return Networks.append(numbers.who(), schema, numbers.added());
  }

  @Override
  public DeepRegressor copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public MLWriter write() {
    return new EstimatorWriter(this);
  }

  /** Returns a reader of saved regressors. */
  public static MLReader<DeepRegressor> read() {
    return new EstimatorReader<>(DeepRegressor.class, DeepRegressor::new);
  }

  /** Loads a saved regressor. */
  public static DeepRegressor load(String path) {
    return read().load(path);
  }
}
