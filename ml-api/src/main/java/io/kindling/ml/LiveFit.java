package io.kindling.ml;

import io.kindling.ml.param.Training;
import io.kindling.ml.watch.LiveProgress;
import io.kindling.training.EventSink;
import org.apache.spark.ml.Model;
import org.apache.spark.sql.Dataset;

/**
 * A fit whose progress another thread reads while it runs: what a notebook shows, to whose cells
 * nothing comes that a JVM prints.
 */
public final class LiveFit {
  private final Training<?> stage;
  private final Dataset<?> data;
  private final LiveProgress progress;

  /** Prepares a fit of one of this package's estimators. */
  public LiveFit(Training<?> stage, Dataset<?> data) {
    this.stage = stage;
    this.data = data;
    this.progress = new LiveProgress(Fit.runName(stage));
  }

  /** Trains; progress is not printed. */
  public Model<?> fit() {
    return fit(stage, data, progress);
  }

  /** Returns where the fit is, as one line. */
  public String line() {
    return progress.line();
  }

  /** Returns the curve of the loss so far as SVG; empty until there are two points. */
  public String curve() {
    return progress.curve();
  }

  private static Model<?> fit(Training<?> stage, Dataset<?> data, EventSink observer) {
    if (stage instanceof DeepClassifier classifier) {
      return classifier.fit(data, observer);
    } else if (stage instanceof DeepRegressor regressor) {
      return regressor.fit(data, observer);
    } else if (stage instanceof DeepEstimator estimator) {
      return estimator.fit(data, observer);
    }
    throw new IllegalArgumentException(
        "LiveFit: expected a DeepClassifier, DeepRegressor or DeepEstimator, got "
            + stage.getClass().getName()
            + ". Call its fit.");
  }
}
