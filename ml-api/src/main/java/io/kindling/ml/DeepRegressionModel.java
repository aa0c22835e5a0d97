package io.kindling.ml;

import io.kindling.layers.Network;
import io.kindling.ml.param.Defaults;
import io.kindling.ml.param.NumberColumns;
import io.kindling.ml.param.Scoring;
import io.kindling.ml.scoring.NumberOutput;
import io.kindling.ml.scoring.RowScorer;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A trained network that predicts a number; made by {@link DeepRegressor}. */
public final class DeepRegressionModel extends Model<DeepRegressionModel>
    implements NumberColumns<DeepRegressionModel>,
        Scoring<DeepRegressionModel>,
        TrainedStage,
        MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final transient FittedNetwork fitted;

  /**
   * Refused: a model is made by {@link DeepRegressor} or loaded. Spark Connect finds models by
   * {@link java.util.ServiceLoader}, which asks for this constructor and never calls it.
   */
  public DeepRegressionModel() {
    throw new IllegalStateException(
        "DeepRegressionModel: expected DeepRegressor.fit or load to make it,"
            + " got a constructor call. Use one of them.");
  }

  DeepRegressionModel(String uid, FittedNetwork fitted) {
    this.uid = uid;
    this.fitted = fitted;
    Defaults.set(this, Map.of());
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public Network network() {
    return fitted.network();
  }

  @Override
  public Tensor tensor(String parameter) {
    return fitted.parameters().tensor(parameter).copy();
  }

  @Override
  public TrainingSummary summary() {
    return fitted.summary();
  }

  /** Adds the prediction. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType before = dataset.schema();
    transformSchema(before);
    SparkVersions.check(dataset.sparkSession());
    NumberSchema schema = schema();
    List<StructField> added = schema.added();
    if (added.isEmpty()) {
      return dataset.toDF();
    }
    return fitted
        .scorer()
        .score(
            dataset.toDF(),
            new RowScorer.Job(
                schema.who(),
                List.of(schema.features(before)),
                new NumberOutput(),
                added,
                getHandleInvalid(),
                getBackend(),
                getPrecision(),
                getScoringBatchSize()));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    NumberSchema numbers = schema();
    numbers.features(schema);
    return Networks.append(numbers.who(), schema, numbers.added());
  }

  private NumberSchema schema() {
    return NumberSchema.of(getClass().getSimpleName(), fitted.graph(), this);
  }

  @Override
  public DeepRegressionModel copy(ParamMap extra) {
    return copyValues(new DeepRegressionModel(uid, fitted), extra).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this, fitted);
  }

  /** Returns a reader of saved models. */
  public static MLReader<DeepRegressionModel> read() {
    return new ModelReader<>(DeepRegressionModel.class, DeepRegressionModel::new);
  }

  /** Loads a saved model. */
  public static DeepRegressionModel load(String path) {
    return read().load(path);
  }
}
