package io.kindling.layers;

import io.kindling.layers.json.JsonTypes;
import io.kindling.layers.json.JsonTypesProvider;

/** The networks and layers that JSON may name. */
public final class LayerTypes implements JsonTypesProvider {
  @Override
  public JsonTypes types() {
    return JsonTypes.none()
        .with("Network", LayerNetwork.class)
        .with("Onnx", OnnxNetwork.class)
        .with(Dense.of(1), "units")
        .with(Conv1d.of(1, 1), "filters", "kernelSize")
        .with(Conv2d.of(1, 1), "filters", "kernelSize")
        .with(MaxPool2d.of(1), "poolSize")
        .with(AvgPool2d.of(1), "poolSize")
        .with(GlobalAvgPool.of())
        .with(BatchNorm.of())
        .with(Dropout.of(0), "rate")
        .with(Flatten.of())
        .with(Reshape.of(-1), "shape")
        .with(Embedding.of(1, 1), "vocabulary", "dimensions")
        .with(Relu.of())
        .with(LeakyRelu.of())
        .with(Elu.of())
        .with(Sigmoid.of())
        .with(Tanh.of())
        .with(Softplus.of())
        .with(Softmax.of())
        .with(LogSoftmax.of())
        .with(Add.of())
        .with(Concat.of());
  }
}
