package io.kindling.mkl;

import io.kindling.backend.Kernel;
import io.kindling.graph.Node;
import io.kindling.graph.Type;
import io.kindling.graph.Value;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Weights and bias that do a batch normalization's work too: with {@code a = scale / sqrt(variance
 * + epsilon)} of each output, weights are {@code a w} and the bias is {@code a (b - mean) + shift}.
 *
 * @param weights in the shape of those that were folded
 * @param bias {@code [outputs]}
 */
record FoldedNorm(Value weights, Optional<Value> bias) {
  /** Returns weights and bias for what follows a node: as they are where nothing is folded. */
  static FoldedNorm after(
      Following following, Value weights, Optional<Value> bias, int axis, Drafting drafting) {
    return following
        .norm()
        .map(norm -> of(norm, weights, bias, axis, drafting))
        .orElseGet(() -> new FoldedNorm(weights, bias));
  }

  /**
   * Adds the step that folds.
   *
   * @param norm the batch normalization
   * @param axis the axis of the weights that counts outputs
   */
  private static FoldedNorm of(
      Node norm, Value weights, Optional<Value> bias, int axis, Drafting drafting) {
    Shape shape = drafting.shape(weights);
    Shape outputs = Shape.of(shape.dim(axis));
    Value foldedWeights = new Value(norm.name() + " folded weights", Type.float32(shape.dims()));
    Value foldedBias = new Value(norm.name() + " folded bias", Type.float32(outputs.dims()));
    List<Value> read = new ArrayList<>(norm.inputs().subList(1, 5));
    read.add(weights);
    bias.ifPresent(read::add);
    List<Buffer> buffers =
        new ArrayList<>(read.stream().map(value -> drafting.rowMajor(value).buffer()).toList());
    List<Shape> shapes = new ArrayList<>(List.of(outputs, outputs, outputs, outputs, shape));
    bias.ifPresent(b -> shapes.add(outputs));
    for (Value made : List.of(foldedWeights, foldedBias)) {
      buffers.add(drafting.make(made, drafting.layouts().rowMajor(made.shape())).buffer());
      shapes.add(made.shape());
    }
    float epsilon = ((BatchNormalization) norm.op()).epsilon();
    drafting.java(
        "folded " + norm.op().type(),
        buffers,
        shapes,
        tensors -> kernel(tensors, bias.isPresent(), axis, epsilon));
    return new FoldedNorm(foldedWeights, Optional.of(foldedBias));
  }

  private static Kernel kernel(List<Tensor> tensors, boolean biased, int axis, float epsilon) {
    Tensor scale = tensors.get(0);
    Tensor shift = tensors.get(1);
    Tensor mean = tensors.get(2);
    Tensor variance = tensors.get(3);
    Tensor weights = tensors.get(4);
    Tensor bias = tensors.get(5);
    Tensor foldedWeights = tensors.get(tensors.size() - 2);
    Tensor foldedBias = tensors.get(tensors.size() - 1);
    long outputs = scale.size();
    long inner = weights.shape().strides()[axis];
    return () -> {
      for (long o = 0; o < outputs; o++) {
        double factor = scale.getFloat(o) / Math.sqrt(variance.getFloat(o) + (double) epsilon);
        double before = biased ? bias.getFloat(o) : 0;
        foldedBias.setFloat(o, (float) (factor * (before - mean.getFloat(o)) + shift.getFloat(o)));
        for (long start = o * inner; start < weights.size(); start += outputs * inner) {
          for (long i = start; i < start + inner; i++) {
            foldedWeights.setFloat(i, (float) (factor * weights.getFloat(i)));
          }
        }
      }
    };
  }
}
