package io.kindling.training;

import io.kindling.autodiff.TrainingGraph;
import io.kindling.backend.Plan;
import io.kindling.graph.Graph;
import io.kindling.graph.Value;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A plan of a network with its losses; the memory that each batch touches is looked up once. */
final class BoundPlan implements AutoCloseable {
  private final Plan plan;
  private final int batch;
  private final List<String> names;
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;
  private final List<Tensor> targets = new ArrayList<>();
  private final Tensor rowLosses;

  /**
   * @param except inputs that are not written by {@link #load}
   * @param outputNames the outputs of the network, in order
   */
  BoundPlan(Plan plan, Graph graph, List<String> except, List<String> outputNames) {
    this.plan = plan;
    this.batch = Math.toIntExact(plan.batch());
    this.names = graph.inputs().stream().map(Value::name).filter(n -> !except.contains(n)).toList();
    this.inputs = names.stream().map(plan::tensor).toList();
    this.outputs = outputNames.stream().map(plan::tensor).toList();
    for (int i = 0; i < outputNames.size(); i++) {
      targets.add(plan.tensor(TrainingGraph.target(i)));
    }
    this.rowLosses = plan.tensor(TrainingGraph.ROW_LOSSES);
  }

  int batch() {
    return batch;
  }

  Tensor tensor(String name) {
    return plan.tensor(name);
  }

  /** Copies a batch of this plan's size to the inputs. */
  void load(Batch rows) {
    for (int i = 0; i < names.size(); i++) {
      Tensor from = rows.tensors().get(names.get(i));
      if (from == null) {
        throw new IllegalArgumentException(
            "Training: expected rows with "
                + names
                + ", got "
                + rows.tensors().keySet()
                + ". Feed every input and target.");
      }
      inputs.get(i).copyFrom(from);
    }
  }

  void run() {
    plan.run();
  }

  /** Makes the next run read parameters again where they are fixed. */
  void refresh() {
    plan.refresh();
  }

  /** Adds the rows of the last run to the metrics. */
  void judge(Batch rows, MetricSums metrics) {
    metrics.add(outputs, targets, rowLosses, rows);
  }

  /** Returns the sum of the weighted losses of the last run's rows. */
  double lossSum(Batch rows) {
    double sum = 0;
    for (int row = 0; row < rows.rows(); row++) {
      float weight = rows.weights().getFloat(row);
      // A row without weight has no say, not even with a loss that is not a number.
      sum += weight == 0 ? 0 : (double) weight * rowLosses.getFloat(row);
    }
    return sum;
  }

  @Override
  public void close() {
    plan.close();
  }
}
