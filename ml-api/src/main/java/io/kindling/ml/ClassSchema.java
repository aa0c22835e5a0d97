package io.kindling.ml;

import io.kindling.graph.Graph;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.layers.loss.Loss;
import io.kindling.ml.column.ColumnSpec;
import io.kindling.ml.column.Columns;
import io.kindling.ml.param.ClassColumns;
import io.kindling.ml.scoring.ClassOutputs;
import io.kindling.scoring.ClassRule;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a classifier and its model read and write.
 *
 * @param who the stage, for messages
 * @param graph the network
 * @param input the only input of the network
 * @param classes the number of classes
 * @param columns the params that name the columns
 */
record ClassSchema(String who, Graph graph, Value input, int classes, ClassColumns<?> columns) {
  /**
   * Returns the schema of a stage.
   *
   * @throws IllegalArgumentException when the network is not one that tells classes
   */
  static ClassSchema of(String who, Graph graph, ClassColumns<?> columns) {
    Type output = Networks.single(who, graph);
    Shape shape = output.shape();
    if (shape.rank() != 2 || shape.dim(1) < 1 || output.dataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "%s: expected a network with an output FLOAT32 [batch, classes], got %s."
                  .formatted(who, output)
              + " End it with a Dense of as many units as there are classes.");
    }
    int classes = shape.dim(1) == 1 ? 2 : Math.toIntExact(shape.dim(1));
    return new ClassSchema(who, graph, graph.inputs().get(0), classes, columns);
  }

  /** Returns what the network reads. */
  ColumnSpec features(StructType schema) {
    return new Columns(who, schema).input(columns.getFeaturesCol(), "featuresCol", graph, input);
  }

  /** Returns what the loss compares the output with; labels are below the number of classes. */
  ColumnSpec label(StructType schema, Loss loss) {
    Columns all = new Columns(who, schema);
    all.number(columns.getLabelCol(), "labelCol");
    Shape target = loss.target(graph.outputs().values().iterator().next().type()).shape();
    if (target.rank() > 1 && target.drop(0).size() != 1) {
      throw new IllegalArgumentException(
          "%s loss: expected one that compares %d outputs with a label, as SoftmaxCrossEntropy, got"
                  .formatted(who, classes)
              + " %s, which needs targets %s. Set another loss, or use DeepEstimator."
                  .formatted(loss, target));
    }
    ColumnSpec label =
        Targets.of(all, graph, List.of(loss), List.of(columns.getLabelCol()), "labelCol").get(0);
    if (label.labels() == 1) {
      throw new IllegalArgumentException(
          who
              + " loss: expected BinaryCrossEntropy for a network with a single output, got "
              + loss
              + ". Set it, or end the network with two outputs.");
    }
    return label.labels(classes);
  }

  /** Returns the names of the classes that the metadata of a label column gives. */
  static String[] names(StructField label) {
    return Attribute.fromStructField(label) instanceof NominalAttribute nominal
            && nominal.values().isDefined()
        ? nominal.values().get()
        : new String[0];
  }

  /** Returns the columns that a model adds. */
  List<StructField> added(String[] names) {
    List<StructField> added = new ArrayList<>();
    if (!columns.getRawPredictionCol().isEmpty()) {
      added.add(scores(columns.getRawPredictionCol()));
    }
    if (!columns.getProbabilityCol().isEmpty()) {
      added.add(scores(columns.getProbabilityCol()));
    }
    if (!columns.getPredictionCol().isEmpty()) {
      added.add(prediction(columns.getPredictionCol(), names));
    }
    return added;
  }

  private StructField scores(String name) {
    Metadata metadata = new AttributeGroup(name, classes).toMetadata();
    return new StructField(name, SQLDataTypes.VectorType(), true, metadata);
  }

  private StructField prediction(String name, String[] names) {
    NominalAttribute attribute = NominalAttribute.defaultAttr().withName(name);
    NominalAttribute known =
        names.length == 0 ? attribute.withNumValues(classes) : attribute.withValues(names);
    return new StructField(name, DataTypes.DoubleType, true, known.toMetadata());
  }

  /**
   * Returns how outputs become cells.
   *
   * @throws IllegalArgumentException when there are thresholds, but not one for each class
   */
  ClassOutputs outputs() {
    double[] thresholds =
        columns.isDefined(columns.thresholds()) ? columns.getThresholds() : new double[0];
    if (thresholds.length != 0 && thresholds.length != classes) {
      throw new IllegalArgumentException(
          "%s thresholds: expected one for each of %d classes, got %d. Set as many, or clear them."
              .formatted(who, classes, thresholds.length));
    }
    return new ClassOutputs(
        !columns.getRawPredictionCol().isEmpty(),
        !columns.getProbabilityCol().isEmpty(),
        !columns.getPredictionCol().isEmpty(),
        new ClassRule(thresholds));
  }
}
