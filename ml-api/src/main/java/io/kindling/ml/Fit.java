package io.kindling.ml;

import io.kindling.ml.column.ColumnSpec;
import io.kindling.ml.column.Columns;
import io.kindling.ml.column.PackedRows;
import io.kindling.ml.param.Training;
import io.kindling.ml.watch.RunInfo;
import io.kindling.ml.watch.Watch;
import io.kindling.training.EventSink;
import io.kindling.training.Objective;
import io.kindling.training.Parameters;
import io.kindling.training.Trainer;
import io.kindling.training.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * One fit of a stage: what is checked before training, the rows, and the training itself. The stage
 * is only read.
 *
 * @param data the DataFrame that the stage was given
 * @param observer hears of all that happens
 */
record Fit(Training<?> stage, StartingPoint start, Dataset<Row> data, EventSink observer) {
  static Fit of(Training<?> stage, Dataset<?> dataset, EventSink observer) {
    SparkVersions.check(dataset.sparkSession());
    return new Fit(stage, StartingPoint.of(stage), dataset.toDF(), observer);
  }

  /** Returns the name of the stage for messages. */
  String who() {
    return start.who();
  }

  /** Returns the columns that there are. */
  Columns columns() {
    return new Columns(who(), data.schema());
  }

  /**
   * Trains.
   *
   * @param inputs what the network reads
   * @param targets what the losses compare its outputs with
   * @throws IllegalArgumentException when params, columns or rows are not valid
   */
  FittedNetwork run(List<ColumnSpec> inputs, List<ColumnSpec> targets, Objective objective) {
    List<String> frozen = Networks.parameters(who(), start.graph(), stage.getFrozenLayers());
    TrainingSpec spec = Specification.of(stage, objective.frozen(frozen));
    Optional<String> weight = named(stage.weightCol());
    weight.ifPresent(name -> columns().number(name, "weightCol"));
    Optional<String> indicator = named(stage.validationIndicatorCol());
    indicator.ifPresent(name -> columns().flag(name, "validationIndicatorCol"));
    List<ColumnSpec> columns =
        Stream.concat(inputs.stream(), targets.stream()).map(ColumnSpec::narrow).toList();
    var unused = Trainer.higherIsBetter(spec, indicator.isPresent());
    boolean drop = !stage.getHandleInvalid().equals("error");
    PackedRows training =
        PackedRows.of(
            who(),
            indicator.map(name -> data.filter(functions.not(marked(name)))).orElse(data),
            columns,
            weight,
            drop);
    Optional<PackedRows> validation =
        indicator.map(
            name -> PackedRows.of(who(), data.filter(marked(name)), columns, weight, drop));
    Parameters first = start.parameters(stage.getSeed(), data.sparkSession());
    Watch watch = Watch.begin(info(), stage, observer, data.sparkSession());
    return watch.over(
        new DistributedFit(stage, start.network(), spec, first, training, validation, watch)::run);
  }

  /** Returns the name by which a fit of a stage is told apart. */
  static String runName(Training<?> stage) {
    return stage.getRunName().isEmpty() ? stage.uid() : stage.getRunName();
  }

  private RunInfo info() {
    Map<String, String> params = new TreeMap<>();
    for (Param<?> param : stage.params()) {
      if (stage.isDefined(param) && !param.name().equals("network")) {
        params.put(param.name(), text(stage.getOrDefault(param)));
      }
    }
    return new RunInfo(
        runName(stage),
        stage.getClass().getSimpleName(),
        stage.uid(),
        params,
        start.network(),
        System.currentTimeMillis());
  }

  private static String text(Object value) {
    if (value instanceof Object[] values) {
      return Arrays.toString(values);
    }
    return value instanceof double[] numbers ? Arrays.toString(numbers) : String.valueOf(value);
  }

  /** A row whose mark is null is a training row, as it is not said to be another. */
  private static Column marked(String name) {
    return functions.coalesce(Columns.column(name), functions.lit(false));
  }

  private Optional<String> named(Param<String> param) {
    return stage.isDefined(param)
        ? Optional.of(stage.getOrDefault(param)).filter(name -> !name.isEmpty())
        : Optional.empty();
  }
}
