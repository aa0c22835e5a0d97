package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.graph.Value;
import io.kindling.graph.op.Gemm;
import io.kindling.graph.op.Reshape;
import io.kindling.layers.initializer.Constant;
import io.kindling.layers.initializer.GlorotUniform;
import io.kindling.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A fully connected layer: {@code y = x W' + b}.
 *
 * <p>Shapes: x {@code [batch, features]} to {@code [batch, units]}, or {@code [batch, steps,
 * features]} to {@code [batch, steps, units]}; parameters {@code weight [units, features]}, laid
 * out as PyTorch's, and {@code bias [units]}. Other shapes are refused, so that a forgotten Flatten
 * after an image does not pass for a layer on its last axis, as it does in Keras.
 *
 * <p>Weights begin Glorot uniform and biases zero, as in Keras. PyTorch begins both uniform within
 * {@code 1 / sqrt(features)}, a third of Glorot's variance where units and features are as many;
 * signals then shrink from layer to layer.
 *
 * @param units the number of outputs
 * @param bias whether b is added
 */
public record Dense(
    long units, boolean bias, Initializer weightInitializer, Initializer biasInitializer)
    implements Layer {
  /** Checks the number of units. */
  public Dense {
    Inputs.atLeast("Dense", "units", 1, units);
  }

  /** Returns a layer with a bias. */
  public static Dense of(long units) {
    return new Dense(units, true, GlorotUniform.of(), Constant.zeros());
  }

  /** Returns this layer with or without a bias. */
  public Dense bias(boolean on) {
    return new Dense(units, on, weightInitializer, biasInitializer);
  }

  /** Returns this layer with other first weights. */
  public Dense weightInitializer(Initializer other) {
    return new Dense(units, bias, other, biasInitializer);
  }

  /** Returns this layer with other first biases. */
  public Dense biasInitializer(Initializer other) {
    return new Dense(units, bias, weightInitializer, other);
  }

  @Override
  public Value apply(GraphBuilder builder, List<Value> inputs) {
    Value input = Inputs.floats(this, inputs);
    Shape shape = input.shape();
    if (shape.rank() != 2 && shape.rank() != 3) {
      throw Inputs.refuse(
          this,
          "input [batch, features] or [batch, steps, features]",
          shape.toString(),
          "Put a Flatten before it.");
    }
    long features = shape.dim(-1);
    boolean steps = shape.rank() == 3;
    List<Value> operands = new ArrayList<>();
    operands.add(
        steps ? builder.apply(Reshape.to(Shape.of(shape.size(0, 2), features)), input) : input);
    operands.add(builder.parameter("weight", Shape.of(units, features), weightInitializer));
    if (bias) {
      operands.add(builder.parameter("bias", Shape.of(units), biasInitializer));
    }
    Value result = builder.applyAll(new Gemm(1, 1, false, true), operands).get(0);
    return steps ? builder.apply(Reshape.to(shape.with(2, units)), result) : result;
  }
}
