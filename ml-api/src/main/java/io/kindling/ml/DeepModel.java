package io.kindling.ml;

import io.kindling.layers.Network;
import io.kindling.ml.param.Defaults;
import io.kindling.ml.param.Scoring;
import io.kindling.ml.param.TensorColumns;
import io.kindling.ml.scoring.RowScorer;
import io.kindling.ml.scoring.TensorOutputs;
import io.kindling.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A trained network of any kind; made by {@link DeepEstimator}, or from a file. */
public final class DeepModel extends Model<DeepModel>
    implements TensorColumns<DeepModel>, Scoring<DeepModel>, TrainedStage, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final transient FittedNetwork fitted;

  /**
   * Refused: a model is made by {@link DeepEstimator} or loaded. Spark Connect finds models by
   * {@link java.util.ServiceLoader}, which asks for this constructor and never calls it.
   */
  public DeepModel() {
    throw new IllegalStateException(
        "DeepModel: expected DeepEstimator.fit or load to make it,"
            + " got a constructor call. Use one of them.");
  }

  DeepModel(String uid, FittedNetwork fitted) {
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

  /** Adds the outputs of the network. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType before = dataset.schema();
    transformSchema(before);
    SparkVersions.check(dataset.sparkSession());
    TensorSchema schema = schema();
    List<StructField> added = schema.added();
    return fitted
        .scorer()
        .score(
            dataset.toDF(),
            new RowScorer.Job(
                schema.who(),
                schema.inputs(before),
                new TensorOutputs(added.size()),
                added,
                getHandleInvalid(),
                getBackend(),
                getPrecision(),
                getScoringBatchSize()));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    TensorSchema tensors = schema();
    tensors.inputs(schema);
    return Networks.append(tensors.who(), schema, tensors.added());
  }

  private TensorSchema schema() {
    return new TensorSchema(getClass().getSimpleName(), fitted.graph(), this);
  }

  @Override
  public DeepModel copy(ParamMap extra) {
    return copyValues(new DeepModel(uid, fitted), extra).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this, fitted);
  }

  /** Returns a reader of saved models. */
  public static MLReader<DeepModel> read() {
    return new ModelReader<>(DeepModel.class, DeepModel::new);
  }

  /**
   * Returns a model that scores with an ONNX file, whoever wrote it. Columns have the names of its
   * inputs and outputs unless they are set.
   *
   * @throws io.kindling.layers.format.ModelFormatException when it cannot be read or has a batch
   *     size baked in, listing all reasons
   */
  public static DeepModel fromOnnx(String path) {
    FittedNetwork network = OnnxFiles.read(path, SparkSession.active());
    return new DeepModel(Identifiable$.MODULE$.randomUID("deepModel"), network);
  }

  /**
   * Returns a model of a checkpoint. Columns have the names of the network's inputs and outputs
   * unless they are set.
   *
   * @param dir a checkpoint, or a folder of them
   * @param step the number of steps that were done; below 0 for the newest
   * @throws IllegalArgumentException when there is none that is whole
   */
  public static DeepModel fromCheckpoint(String dir, long step) {
    FittedNetwork network = Checkpoints.read(dir, step, SparkSession.active());
    return new DeepModel(Identifiable$.MODULE$.randomUID("deepModel"), network);
  }

  /** Loads a saved model. */
  public static DeepModel load(String path) {
    return read().load(path);
  }
}
