package io.kindling.ml;

import io.kindling.layers.Network;
import io.kindling.ml.param.ClassColumns;
import io.kindling.ml.param.ClassNames;
import io.kindling.ml.param.Defaults;
import io.kindling.ml.param.Scoring;
import io.kindling.ml.scoring.RowScorer;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A trained network that tells classes; made by {@link DeepClassifier}. */
public final class DeepClassificationModel extends Model<DeepClassificationModel>
    implements ClassColumns<DeepClassificationModel>,
        ClassNames<DeepClassificationModel>,
        Scoring<DeepClassificationModel>,
        TrainedStage,
        MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final transient FittedNetwork fitted;

  /**
   * Refused: a model is made by {@link DeepClassifier} or loaded. Spark Connect finds models by
   * {@link java.util.ServiceLoader}, which asks for this constructor and never calls it.
   */
  public DeepClassificationModel() {
    throw new IllegalStateException(
        "DeepClassificationModel: expected DeepClassifier.fit or load to make it,"
            + " got a constructor call. Use one of them.");
  }

  DeepClassificationModel(String uid, FittedNetwork fitted) {
    this.uid = uid;
    this.fitted = fitted;
    Defaults.set(this, Map.of("labels", new String[0]));
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

  /** Returns the number of classes. */
  public int numClasses() {
    return schema().classes();
  }

  /** Adds raw prediction, probability and prediction. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType before = dataset.schema();
    transformSchema(before);
    SparkVersions.check(dataset.sparkSession());
    ClassSchema schema = schema();
    List<StructField> added = schema.added(getLabels());
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
                schema.outputs(),
                added,
                getHandleInvalid(),
                getBackend(),
                getPrecision(),
                getScoringBatchSize()));
  }

  /**
   * Judges the model on labelled rows: confusion matrix, and precision over recall of each class.
   *
   * @param dataset with the columns of features and label
   */
  public ClassReport evaluate(Dataset<?> dataset) {
    Dataset<Row> scored = transform(dataset);
    int classes = getLabels().length;
    String[] names =
        classes > 0
            ? getLabels()
            : IntStream.range(0, (int) outputs())
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
    return ClassReport.of(scored, getLabelCol(), getPredictionCol(), getProbabilityCol(), names);
  }

  /** A single output tells two classes. */
  private long outputs() {
    return Math.max(2, fitted.graph().outputs().values().iterator().next().shape().dim(-1));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    ClassSchema classes = schema();
    classes.features(schema);
    classes.outputs();
    return Networks.append(classes.who(), schema, classes.added(getLabels()));
  }

  private ClassSchema schema() {
    return ClassSchema.of(getClass().getSimpleName(), fitted.graph(), this);
  }

  @Override
  public DeepClassificationModel copy(ParamMap extra) {
    return copyValues(new DeepClassificationModel(uid, fitted), extra).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this, fitted);
  }

  /** Returns a reader of saved models. */
  public static MLReader<DeepClassificationModel> read() {
    return new ModelReader<>(DeepClassificationModel.class, DeepClassificationModel::new);
  }

  /** Loads a saved model. */
  public static DeepClassificationModel load(String path) {
    return read().load(path);
  }
}
