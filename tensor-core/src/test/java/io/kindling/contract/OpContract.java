package io.kindling.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.autodiff.Gradients;
import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.Precision;
import io.kindling.graph.Graph;
import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;

/** What every operator keeps to on every backend, row by row of {@link OpCases}. */
public final class OpContract {
  private static final double STEP = 1e-2;
  private static final int PROBES = 24;

  private OpContract() {}

  /** Returns the graph of a row: the operator alone, its batch as a symbol. */
  public static Graph forward(OpCase row) {
    GraphBuilder builder = GraphBuilder.named(row.name());
    addOperator(builder, row);
    return builder.build();
  }

  /** Returns the graph of a row with the gradients of {@code sum(output 0 * received)}. */
  public static Graph withGradients(OpCase row) {
    GraphBuilder builder = GraphBuilder.named(row.name());
    List<Value> inputs = addOperator(builder, row);
    Value output = builder.build().outputs().get("output_0");
    Value received = builder.input("received", output.type());
    Value loss = builder.reduceSum(builder.mul(output, received), false);
    List<Integer> sources = List.copyOf(row.golden().gradients().keySet());
    Map<Value, Value> gradients =
        Gradients.of(builder, loss, sources.stream().map(inputs::get).toList());
    sources.forEach(i -> builder.output("gradient_" + i, gradients.get(inputs.get(i))));
    return builder.build();
  }

  private static List<Value> addOperator(GraphBuilder builder, OpCase row) {
    List<Value> inputs = new ArrayList<>();
    for (Tensor tensor : row.golden().inputs()) {
      boolean batched = row.isBatched(inputs.size());
      Shape shape = batched ? tensor.shape().with(0, Shape.BATCH) : tensor.shape();
      inputs.add(builder.input("input_" + inputs.size(), new Type(tensor.type(), shape)));
    }
    List<Value> outputs = builder.applyAll(row.op(), inputs);
    for (int i = 0; i < outputs.size(); i++) {
      builder.output("output_" + i, outputs.get(i));
    }
    return inputs;
  }

  /**
   * Checks that the shape rule gives the golden types, with the batch as a symbol and as a number.
   */
  public static void checkTypes(OpCase row) {
    List<Value> symbolic = List.copyOf(forward(row).outputs().values());
    List<Type> bound =
        row.op()
            .infer(row.golden().inputs().stream().map(x -> new Type(x.type(), x.shape())).toList());
    for (int i = 0; i < row.golden().outputs().size(); i++) {
      Tensor expected = row.golden().outputs().get(i);
      Type type = new Type(expected.type(), expected.shape());
      assertThat(symbolic.get(i).type().bind(row.batch())).as("output " + i).isEqualTo(type);
      assertThat(bound.get(i)).as("output " + i).isEqualTo(type);
    }
    assertThat(symbolic).hasSameSizeAs(row.golden().outputs());
  }

  /** Checks all outputs against the golden ones. */
  public static void checkValues(Backend backend, OpCase row) {
    checkValues(backend, row, Precision.FLOAT32);
  }

  /** Checks all outputs in a precision against the golden ones. */
  public static void checkValues(Backend backend, OpCase row, Precision precision) {
    CompileOptions options = CompileOptions.of(row.batch()).precision(precision);
    try (Plan plan = backend.compile(forward(row), options)) {
      load(plan, row);
      plan.run();
      for (int i = 0; i < row.golden().outputs().size(); i++) {
        Tensor expected = row.golden().outputs().get(i);
        assertClose("output " + i, plan.tensor("output_" + i), expected, precision);
      }
    }
  }

  /** Checks the gradients against the golden ones; running twice must not add up. */
  public static void checkGradients(Backend backend, OpCase row) {
    checkGradients(backend, row, Precision.FLOAT32);
  }

  /** Checks the gradients in a precision; running twice must not add up. */
  public static void checkGradients(Backend backend, OpCase row, Precision precision) {
    CompileOptions options = CompileOptions.of(row.batch()).precision(precision);
    try (Plan plan = backend.compile(withGradients(row), options)) {
      loadWithReceived(plan, row);
      plan.run();
      plan.run();
      row.golden()
          .gradients()
          .forEach(
              (i, e) -> assertClose("gradient " + i, plan.tensor("gradient_" + i), e, precision));
    }
  }

  /** Checks gradients against central differences of the loss, summed in double. */
  public static void checkNumericGradients(Backend backend, OpCase row) {
    CompileOptions options = CompileOptions.of(row.batch());
    try (Plan analytic = backend.compile(withGradients(row), options);
        Plan plan = backend.compile(forward(row), options)) {
      loadWithReceived(analytic, row);
      analytic.run();
      load(plan, row);
      for (int i : row.golden().gradients().keySet()) {
        Tensor gradient = analytic.tensor("gradient_" + i);
        Tensor input = plan.tensor("input_" + i);
        double scale = 0;
        for (double each : gradient.toDoubles()) {
          scale = Math.max(scale, Math.abs(each));
        }
        for (long at = 0; at < input.size(); at += 1 + input.size() / PROBES) {
          double x = input.getDouble(at);
          double slope =
              (loss(plan, row, input, at, x + STEP) - loss(plan, row, input, at, x - STEP))
                  / (2 * STEP);
          input.setDouble(at, x);
          assertThat(gradient.getDouble(at))
              .as("gradient %d %s at index %d", i, input.shape(), at)
              .isCloseTo(slope, Offset.offset(1e-2 * Math.max(scale, 0.1)));
        }
      }
    }
  }

  private static double loss(Plan plan, OpCase row, Tensor input, long at, double value) {
    input.setDouble(at, value);
    plan.run();
    Tensor received = row.golden().received().get(0);
    Tensor output = plan.tensor("output_0");
    double sum = 0;
    for (long i = 0; i < output.size(); i++) {
      sum += output.getDouble(i) * received.getDouble(i);
    }
    return sum;
  }

  private static void load(Plan plan, OpCase row) {
    for (int i = 0; i < row.golden().inputs().size(); i++) {
      plan.tensor("input_" + i).copyFrom(row.golden().inputs().get(i));
    }
  }

  private static void loadWithReceived(Plan plan, OpCase row) {
    load(plan, row);
    plan.tensor("received").copyFrom(row.golden().received().get(0));
  }

  private static void assertClose(
      String what, Tensor actual, Tensor expected, Precision precision) {
    double relative =
        switch (expected.type()) {
          case FLOAT16 -> 2e-3;
          case BFLOAT16 -> 1.6e-2;
          default -> precision == Precision.BFLOAT16 ? 1.6e-2 : 2e-5;
        };
    double absolute = relative;
    if (precision == Precision.BFLOAT16) {
      // Every term of a sum is rounded by up to 0.004 of itself, however small the sum.
      for (double each : expected.toDoubles()) {
        absolute = Math.max(absolute, relative * Math.abs(each));
      }
    }
    TensorAssert.assertClose(what, actual, expected, relative, absolute);
  }
}
