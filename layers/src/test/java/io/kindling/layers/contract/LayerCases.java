package io.kindling.layers.contract;

import io.kindling.layers.Add;
import io.kindling.layers.AvgPool2d;
import io.kindling.layers.BatchNorm;
import io.kindling.layers.Concat;
import io.kindling.layers.Conv1d;
import io.kindling.layers.Conv2d;
import io.kindling.layers.Dense;
import io.kindling.layers.Dropout;
import io.kindling.layers.Elu;
import io.kindling.layers.Embedding;
import io.kindling.layers.Flatten;
import io.kindling.layers.GlobalAvgPool;
import io.kindling.layers.Input;
import io.kindling.layers.LeakyRelu;
import io.kindling.layers.LogSoftmax;
import io.kindling.layers.MaxPool2d;
import io.kindling.layers.Padding;
import io.kindling.layers.Relu;
import io.kindling.layers.Reshape;
import io.kindling.layers.Sigmoid;
import io.kindling.layers.Softmax;
import io.kindling.layers.Softplus;
import io.kindling.layers.Tanh;
import io.kindling.layers.initializer.HeNormal;
import io.kindling.layers.initializer.Normal;
import io.kindling.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/** The table of the layers' contract: one row a layer, or more where it has several forms. */
final class LayerCases {
  private static final String IMAGES = "expected input [batch, channels, height, width], got ";

  private LayerCases() {}

  static List<LayerCase> all() {
    return Stream.of(others(), convolutions(), pools(), shapes(), activations())
        .flatMap(List::stream)
        .toList();
  }

  private static List<LayerCase> others() {
    return List.of(
        LayerCase.of(Dense.of(3), shape(4))
            .gives(3)
            .with("weight", 3, 4)
            .with("bias", 3)
            .refuses(
                "expected input [batch, features] or [batch, steps, features], got"
                    + " [batch, 2, 3, 3]. Put a Flatten before it.",
                shape(2, 3, 3)),
        LayerCase.of(
                Dense.of(3)
                    .bias(false)
                    .weightInitializer(HeNormal.of())
                    .biasInitializer(Normal.of(0.5).mean(2)),
                shape(5, 4))
            .gives(5, 3)
            .with("weight", 3, 4)
            .refuses("expected one input, got 2. Join them", shape(4), shape(4)),
        LayerCase.of(BatchNorm.of(), shape(3, 4, 2))
            .gives(3, 4, 2)
            .with("weight", 3)
            .with("bias", 3)
            .with("running_mean", 3)
            .with("running_var", 3)
            .refuses("expected one input, got 2.", shape(3), shape(3)),
        LayerCase.of(
                BatchNorm.of().momentum(0.5).epsilon(0.01).synchronizedStatistics(true), shape(4))
            .gives(4)
            .with("weight", 4)
            .with("bias", 4)
            .with("running_mean", 4)
            .with("running_var", 4)
            .refuses("expected input [batch, channels, ...], got [batch].", shape()),
        LayerCase.of(Embedding.of(7, 3).weightInitializer(Normal.of(1)))
            .inputs(Input.indices("words", shape(4)))
            .gives(4, 3)
            .with("weight", 7, 3)
            .refuses("expected INT64 indices, got FLOAT32 [batch, 4].", shape(4)));
  }

  private static List<LayerCase> convolutions() {
    return List.of(
        LayerCase.of(Conv1d.of(4, 3), shape(2, 7))
            .gives(4, 5)
            .with("weight", 4, 2, 3)
            .with("bias", 4)
            .refuses("expected input [batch, channels, length], got [batch, 7].", shape(7)),
        LayerCase.of(
                Conv1d.of(4, 3)
                    .stride(2)
                    .padding(Padding.of(2, 1))
                    .dilation(2)
                    .groups(2)
                    .bias(false)
                    .weightInitializer(Normal.of(0.2))
                    .biasInitializer(Normal.of(0.3)),
                shape(4, 9))
            .gives(4, 4)
            .with("weight", 4, 2, 3)
            .refuses("expected channels that 2 groups divide, got [batch, 3, 9].", shape(3, 9)),
        LayerCase.of(Conv2d.of(3, 3), shape(2, 5, 6))
            .gives(3, 3, 4)
            .with("weight", 3, 2, 3, 3)
            .with("bias", 3)
            .refuses(IMAGES + "[batch, 784]. Put a Reshape before it.", shape(784)),
        LayerCase.of(
                Conv2d.of(4, 3, 2)
                    .stride(2, 1)
                    .padding(Padding.SAME)
                    .dilation(2)
                    .groups(2)
                    .bias(false)
                    .weightInitializer(Normal.of(0.2))
                    .biasInitializer(Normal.of(0.3)),
                shape(2, 5, 4))
            .gives(4, 3, 4)
            .with("weight", 4, 1, 3, 2)
            .refuses(
                "expected channels that 2 groups divide, got [batch, 3, 5, 5]", shape(3, 5, 5)));
  }

  private static List<LayerCase> pools() {
    return List.of(
        LayerCase.of(MaxPool2d.of(2), shape(2, 5, 4))
            .gives(2, 2, 2)
            .refuses(IMAGES + "[batch, 3].", shape(3)),
        LayerCase.of(MaxPool2d.of(3, 2).stride(2, 1).padding(1).ceilMode(true), shape(1, 4, 4))
            .gives(1, 3, 5)
            .refuses(IMAGES + "[batch, 3].", shape(3)),
        LayerCase.of(AvgPool2d.of(2), shape(2, 5, 4))
            .gives(2, 2, 2)
            .refuses(
                "expected a size of 2 or more along axis 3, padding included, got"
                    + " [batch, 1, 4, 1].",
                shape(1, 4, 1)),
        LayerCase.of(
                AvgPool2d.of(3, 2).stride(2).padding(1).ceilMode(true).countPadding(true),
                shape(1, 4, 4))
            .gives(1, 3, 3)
            .refuses(IMAGES + "[batch, 3].", shape(3)),
        LayerCase.of(GlobalAvgPool.of(), shape(3, 4, 2))
            .gives(3)
            .refuses("expected input [batch, channels, size, ...], got [batch, 3].", shape(3)));
  }

  private static List<LayerCase> shapes() {
    return List.of(
        LayerCase.of(Dropout.of(0.4), shape(4, 5))
            .gives(4, 5)
            .refuses("expected one input, got 2.", shape(3), shape(3)),
        LayerCase.of(Flatten.of(), shape(2, 3, 2))
            .gives(12)
            .refuses("expected one input, got 2.", shape(3), shape(3)),
        LayerCase.of(Reshape.of(2, -1), shape(3, 4))
            .gives(2, 6)
            .refuses(
                "expected input with [2, -1] in each row, got [batch, 5]. A row has 5 elements",
                shape(5)),
        LayerCase.of(Reshape.of(6, 2), shape(3, 4))
            .gives(6, 2)
            .refuses("expected input with [6, 2] in each row, got [batch, 24].", shape(24)),
        LayerCase.of(Add.of(), shape(3, 2), shape(3, 2), shape(3, 2))
            .gives(3, 2)
            .refuses(
                "expected inputs of one shape, got [batch, 3] and [batch, 2].", shape(3), shape(2)),
        LayerCase.of(Concat.of(), shape(3, 2), shape(1, 2))
            .gives(4, 2)
            .refuses("expected two inputs or more, got 1. Name the others too.", shape(3)),
        LayerCase.of(Concat.of().axis(-1), shape(3, 2), shape(3, 4))
            .gives(3, 6)
            .refuses(
                "expected shapes that differ along axis 2 only, got [batch, 3, 2] and"
                    + " [batch, 2, 2].",
                shape(3, 2),
                shape(2, 2)));
  }

  private static List<LayerCase> activations() {
    return List.of(
        activation(LayerCase.of(Relu.of(), shape(3, 4))),
        activation(LayerCase.of(LeakyRelu.of().alpha(0.2), shape(3, 4))),
        activation(LayerCase.of(Elu.of().alpha(1.5), shape(3, 4))),
        activation(LayerCase.of(Sigmoid.of(), shape(3, 4))),
        activation(LayerCase.of(Tanh.of(), shape(3, 4))),
        activation(LayerCase.of(Softplus.of(), shape(3, 4))),
        activation(LayerCase.of(Softmax.of().axis(1), shape(3, 4))),
        activation(LayerCase.of(LogSoftmax.of().axis(1), shape(3, 4))),
        LayerCase.of(Softmax.of(), shape(3))
            .gives(3)
            .refuses("expected an axis of [batch] other than the batch, got -1.", shape()));
  }

  private static LayerCase activation(LayerCase row) {
    return row.gives(row.inputs().get(0).shape().dims())
        .refuses("expected one input, got 2.", shape(3), shape(3));
  }

  private static Shape shape(long... row) {
    return Shape.of(row);
  }
}
