package io.kindling.contract;

import io.kindling.graph.op.AveragePool;
import io.kindling.graph.op.BatchNormalization;
import io.kindling.graph.op.Conv;
import io.kindling.graph.op.GlobalAveragePool;
import io.kindling.graph.op.GlobalMaxPool;
import io.kindling.graph.op.MaxPool;
import io.kindling.graph.op.Window;

/** Convolution, pooling and batch normalization. */
final class WindowCases {
  private WindowCases() {}

  static void addTo(OpCases t) {
    Window three = Window.of(3, 3);
    t.row("conv2d", new Conv(three, 1), 0);
    t.row("conv2d_padded", new Conv(three.pads(1, 1, 1, 1), 1), 0);
    t.row("conv2d_strided", new Conv(Window.of(3, 2).pads(0, 1, 2, 0).strides(2, 3), 1), 0);
    t.row("conv2d_dilated", new Conv(three.pads(2, 2, 2, 2).dilations(2, 2), 1), 0);
    t.row("conv2d_groups", new Conv(three, 2), 0);
    t.row("conv2d_depthwise", new Conv(three.pads(1, 1, 1, 1), 3), 0);
    t.row("conv2d_wide_step", new Conv(Window.of(1, 1).strides(3, 3), 1), 0);
    t.row("conv1d", new Conv(Window.of(3).pads(1, 1).strides(2), 1), 0);
    t.row("conv3d", new Conv(Window.of(2, 3, 2), 1), 0);
    t.row("conv2d_odd", new Conv(Window.of(5, 5).pads(2, 2, 2, 2), 1), 0);
    t.row("conv2d_seventeen_channels", new Conv(three.pads(1, 1, 1, 1), 1), 0);
    maxPools(t);
    averagePools(t);
    t.row("global_average_pool", new GlobalAveragePool(), 0);
    t.row("global_max_pool", new GlobalMaxPool(), 0);
    BatchNormalization inference = BatchNormalization.of(1e-3f, 0.9f);
    BatchNormalization training = new BatchNormalization(1e-3f, 0.9f, true, false);
    t.row("batch_normalization", inference, 0);
    t.row("batch_normalization_rows", inference, 0);
    t.row("batch_normalization_training", training, 0);
    t.row("batch_normalization_training_rows", training, 0);
  }

  private static void maxPools(OpCases t) {
    Window two = Window.of(2, 2).strides(2, 2);
    Window overlapping = Window.of(3, 3).strides(2, 2).pads(1, 1, 1, 1);
    t.row("max_pool", MaxPool.of(two), 0);
    t.row("max_pool_overlapping", MaxPool.of(overlapping), 0);
    t.row("max_pool_ceil", new MaxPool(two, true, false, false), 0);
    t.row("max_pool_dilated", MaxPool.of(Window.of(2, 2).dilations(2, 2)), 0);
    t.row("max_pool_1d", MaxPool.of(Window.of(3).strides(2)), 0);
    t.row("max_pool_3d", MaxPool.of(Window.of(2, 2, 2).strides(2, 2, 2)), 0);
    t.row("max_pool_indices", MaxPool.of(overlapping).indexed(), 0);
    t.row("max_pool_column_indices", new MaxPool(two, false, true, true), 0);
  }

  private static void averagePools(OpCases t) {
    Window padded = Window.of(3, 3).strides(2, 2).pads(1, 1, 1, 1);
    t.row("average_pool", AveragePool.of(Window.of(2, 2).strides(2, 2)), 0);
    t.row("average_pool_excluding", AveragePool.of(padded), 0);
    t.row("average_pool_including", new AveragePool(padded, false, true), 0);
    t.row("average_pool_ceil_excluding", new AveragePool(padded, true, false), 0);
    t.row("average_pool_ceil_including", new AveragePool(padded, true, true), 0);
    t.row("average_pool_1d", AveragePool.of(Window.of(3)), 0);
    t.row("average_pool_dilated", AveragePool.of(Window.of(2, 2).dilations(2, 2)), 0);
  }
}
