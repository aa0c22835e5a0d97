package io.kindling.autodiff;

import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Parameter;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A network with its loss and all gradients as one graph.
 *
 * <p>Inputs are those of the network, then {@code target}s ({@link #target(int)}), {@link
 * #ROW_WEIGHTS} and {@link #ROW_KEYS}. With rows r, weights w and losses l_o of the outputs o it
 * computes {@code loss sum = sum_r w_r sum_o l_o(r)} and {@code weight sum = sum_r w_r}, and the
 * gradients of the loss sum. Nothing is divided here: sums over workers are exact, the quotient is
 * taken once, afterwards.
 *
 * @param graph its outputs are the network's, {@link #ROW_LOSSES}, {@link #LOSS_SUM}, {@link
 *     #WEIGHT_SUM} and one {@link #update} a parameter
 * @param updates the parameters that have an update output, in the network's order: the gradient of
 *     a trainable one that is not frozen, the next value of state
 */
public record TrainingGraph(Graph graph, List<Parameter> updates) {
  /** Input FLOAT32 [batch]: the weight of each row; 0 for rows that only fill the batch. */
  public static final String ROW_WEIGHTS = "row_weights";

  /** Input INT64 [batch]: the random key of each row. */
  public static final String ROW_KEYS = "row_keys";

  /** Output FLOAT32 [batch]: the loss of each row, over all outputs of the network. */
  public static final String ROW_LOSSES = "row_losses";

  /** Output FLOAT32 []: the sum over rows of weight times loss. */
  public static final String LOSS_SUM = "loss_sum";

  /** Output FLOAT32 []: the sum of the row weights. */
  public static final String WEIGHT_SUM = "weight_sum";

  /** Copies the list. */
  public TrainingGraph {
    updates = List.copyOf(updates);
  }

  /** Returns the name of the input with the target of output {@code index}. */
  public static String target(int index) {
    return "target_" + index;
  }

  /** Returns the name of the output with the gradient, or next state, of a parameter. */
  public static String update(String parameter) {
    return "update/" + parameter;
  }

  /**
   * Builds the training graph of a network.
   *
   * @param forward the network as it is in inference
   * @param losses one for each output of the network, in order
   * @param frozen names of trainable parameters that are left as they are
   * @throws IllegalArgumentException when losses and outputs do not fit or a name is unknown
   */
  public static TrainingGraph of(Graph forward, List<RowLoss> losses, Set<String> frozen) {
    List<Value> results = List.copyOf(forward.outputs().values());
    if (losses.size() != results.size()) {
      throw new IllegalArgumentException(
          "TrainingGraph: expected one loss for each of "
              + forward.outputs().keySet()
              + ", got "
              + losses.size()
              + ". Give as many losses as the network has outputs.");
    }
    for (String name : frozen) {
      if (forward.parameter(name).isEmpty()) {
        throw new IllegalArgumentException(
            "TrainingGraph: expected frozen names among the parameters, got \""
                + name
                + "\". The network has "
                + forward.parameters().stream().map(Parameter::name).toList()
                + ".");
      }
    }
    GraphBuilder builder = GraphBuilder.named(forward.name());
    Value weights = new Value(ROW_WEIGHTS, new Type(DataType.FLOAT32, Shape.batched()));
    ForwardCopy copy = ForwardCopy.of(forward, builder);
    List<Value> targets = new ArrayList<>();
    for (int i = 0; i < losses.size(); i++) {
      targets.add(builder.input(target(i), losses.get(i).target(results.get(i).type())));
    }
    builder.input(weights.name(), weights.type());
    copy.copyNodes(builder);
    Value rowLoss = null;
    for (int i = 0; i < losses.size(); i++) {
      Value loss = losses.get(i).apply(builder, copy.of(results.get(i)), targets.get(i));
      requireRowLoss(losses.get(i), loss);
      rowLoss = rowLoss == null ? loss : builder.add(rowLoss, loss);
    }
    if (rowLoss == null) {
      throw new IllegalArgumentException(
          "TrainingGraph: expected a network with an output, got none. Add one.");
    }
    Value lossSum = builder.reduceSum(builder.mul(rowLoss, weights), false, 0);
    forward.outputs().forEach((name, value) -> builder.output(name, copy.of(value)));
    builder.output(ROW_LOSSES, rowLoss);
    builder.output(LOSS_SUM, lossSum);
    builder.output(WEIGHT_SUM, builder.reduceSum(weights, false, 0));
    return withUpdates(forward, frozen, builder, copy, lossSum);
  }

  private static TrainingGraph withUpdates(
      Graph forward, Set<String> frozen, GraphBuilder builder, ForwardCopy copy, Value lossSum) {
    List<Value> trained =
        forward.trainable().stream()
            .filter(p -> !frozen.contains(p.name()))
            .map(Parameter::value)
            .toList();
    Map<String, Value> found = new LinkedHashMap<>(copy.assignments());
    Map<Value, Value> gradients = Gradients.of(builder, lossSum, trained);
    gradients.forEach((parameter, gradient) -> found.put(parameter.name(), gradient));
    List<Parameter> updates =
        forward.parameters().stream().filter(p -> found.containsKey(p.name())).toList();
    updates.forEach(
        p -> builder.output(update(p.name()), Objects.requireNonNull(found.get(p.name()))));
    return new TrainingGraph(PooledActivations.rewrite(builder.build()), updates);
  }

  private static void requireRowLoss(RowLoss loss, Value value) {
    if (!value.shape().equals(Shape.batched()) || value.dataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          loss.getClass().getSimpleName()
              + ": expected one loss a row, FLOAT32 [batch], got "
              + value.type()
              + ". Take the mean over all axes but the first.");
    }
  }
}
