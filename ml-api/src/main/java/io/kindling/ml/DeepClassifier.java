package io.kindling.ml;

import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.metric.Accuracy;
import io.kindling.layers.metric.Metric;
import io.kindling.ml.column.ColumnSpec;
import io.kindling.ml.param.ClassColumns;
import io.kindling.ml.param.Defaults;
import io.kindling.ml.param.LossParam;
import io.kindling.ml.param.MetricsParam;
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
 * Trains a network that tells classes, in a Pipeline.
 *
 * <p>The network reads one column ({@code featuresCol}: vectors, arrays, numbers, images or bytes)
 * and gives {@code [batch, classes]} raw scores (logits): it ends without a softmax. Labels ({@code
 * labelCol}) are 0 to classes - 1, as {@code StringIndexer} gives them. With a single output and
 * {@link io.kindling.layers.loss.BinaryCrossEntropy} there are two classes. The model has the
 * columns and rules of Spark's probabilistic classifiers.
 *
 * <p>Unlike those, this is no {@code org.apache.spark.ml.classification.Classifier}, which cannot
 * be extended from Java; {@code OneVsRest} therefore does not take it. A network has as many
 * outputs as there are classes and needs no {@code OneVsRest}.
 */
public final class DeepClassifier extends Estimator<DeepClassificationModel>
    implements ClassColumns<DeepClassifier>,
        Training<DeepClassifier>,
        LossParam<DeepClassifier>,
        MetricsParam<DeepClassifier>,
        MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;

  /** Makes a classifier with a uid of its own. */
  public DeepClassifier() {
    this(Identifiable$.MODULE$.randomUID("deepClassifier"));
  }

  /** Makes a classifier with a uid. */
  public DeepClassifier(String uid) {
    this.uid = uid;
    JsonCodec codec = JsonCodec.standard();
    Defaults.set(
        this,
        Map.of(
            "loss",
            codec.toJson(SoftmaxCrossEntropy.of()),
            "metrics",
            new String[] {codec.toJson(Accuracy.of())}));
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
  public DeepClassificationModel fit(Dataset<?> dataset) {
    return fit(dataset, EventSink.none());
  }

  /**
   * Trains the network and tells an observer what happens, on this thread.
   *
   * @param observer ends the fit when it throws
   */
  public DeepClassificationModel fit(Dataset<?> dataset, EventSink observer) {
    Fit fit = Fit.of(this, dataset, observer);
    ClassSchema classes = ClassSchema.of(fit.who(), fit.start().graph(), this);
    classes.outputs();
    ColumnSpec label = classes.label(dataset.schema(), getLoss());
    Objective objective = Objective.of(getLoss()).metrics(getMetrics().toArray(Metric[]::new));
    FittedNetwork fitted =
        fit.run(List.of(classes.features(dataset.schema())), List.of(label), objective);
    String[] names = ClassSchema.names(fit.columns().find(getLabelCol(), "labelCol"));
    return copyValues(new DeepClassificationModel(uid, fitted), new ParamMap())
        .setLabels(names)
        .setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    StartingPoint start = StartingPoint.of(this);
    ClassSchema classes = ClassSchema.of(start.who(), start.graph(), this);
    classes.features(schema);
    classes.label(schema, getLoss());
    classes.outputs();
    String[] names = ClassSchema.names(schema.apply(getLabelCol()));
    return Networks.append(classes.who(), schema, classes.added(names));
  }

  @Override
  public DeepClassifier copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public MLWriter write() {
    return new EstimatorWriter(this);
  }

  /** Returns a reader of saved classifiers. */
  public static MLReader<DeepClassifier> read() {
    return new EstimatorReader<>(DeepClassifier.class, DeepClassifier::new);
  }

  /** Loads a saved classifier. */
  public static DeepClassifier load(String path) {
    return read().load(path);
  }
}
