package io.kindling.graph.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Op;
import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapeRulesTest {
  private static final long B = Shape.BATCH;

  static Stream<Arguments> refused() {
    Window three = Window.of(3, 3);
    Type image = Type.float32(B, 3, 8, 8);
    return Stream.of(
        bad(new Add(), "broadcast", Type.float32(B, 3), Type.float32(B, 4)),
        bad(new Add(), "one element type", Type.float32(B), new Type(DataType.INT64, Shape.of(1))),
        bad(new Gemm(1, 1, false, false), "matrices", Type.float32(B, 3), Type.float32(4, 5)),
        bad(new MatMul(), "[..., k, n]", Type.float32(B, 3), Type.float32(4, 5)),
        bad(new Conv(three, 1), "kernel [3, 3]", image, Type.float32(4, 2, 3, 3)),
        bad(new Conv(three, 1), "size", Type.float32(B, 784), Type.float32(4, 1, 3, 3)),
        bad(new Conv(three, 2), "channels / 2", Type.float32(B, 4, 8, 8), Type.float32(3, 2, 3, 3)),
        bad(
            new Conv(three, 1),
            "window's size",
            Type.float32(B, 1, 2, 8),
            Type.float32(4, 1, 3, 3)),
        bad(MaxPool.of(three), "window's size", Type.float32(B, 3, 2, 2)),
        bad(MaxPool.of(three), "[batch, channels, size, size]", Type.float32(B, 3, 9)),
        bad(BatchNormalization.of(1e-5f, 0.9f), "four vectors", image, v(3), v(3), v(3), v(4)),
        bad(new Softmax(0), "within each row", Type.float32(B, 3)),
        bad(new Softmax(2), "axis", Type.float32(B, 3)),
        bad(new Reshape(List.of(-1L, -1L)), "one -1", Type.float32(B, 3)),
        bad(new Reshape(List.of(5L, -1L)), "divide", Type.float32(B, 3)),
        bad(new Concat(1), "differ along axis 1", Type.float32(B, 3), Type.float32(2, 3)),
        bad(new Concat(0), "differ along axis 0", Type.float32(B, 3), Type.float32(2, 3)),
        bad(Slice.of(0, 0, 1), "taken whole", Type.float32(B, 3)),
        bad(new Squeeze(List.of(0L)), "size 1", Type.float32(B, 1)),
        bad(new Unsqueeze(List.of(1L, 1L)), "different axes", Type.float32(B, 1)),
        bad(new Transpose(List.of(0, 0)), "each axis", Type.float32(B, 1)),
        bad(new Gather(0), "INT32 or INT64", Type.float32(5, 3), Type.float32(B)),
        bad(new GatherElements(1), "INT32 or INT64", Type.float32(5, 3), Type.float32(5, 3)),
        bad(new GatherElements(1), "within [5, 3]", Type.float32(5, 3), longs(6, 3)),
        bad(new GatherElements(1), "within [batch, 3]", Type.float32(B, 3), longs(6, 3)),
        bad(new GatherElements(1), "within [5, 3]", Type.float32(5, 3), longs(5)),
        bad(new And(), "truth values (BOOL)", Type.float32(B), Type.float32(B)),
        bad(new Not(), "truth values (BOOL)", Type.float32(B)),
        bad(new Where(), "truth values (BOOL)", longs(B), v(1), v(1)),
        bad(new Less(), "one element type", longs(B), v(1)),
        bad(new Pad(List.of(1L, 0L, 0L, 0L), 0), "0 along the batch", Type.float32(B, 3)),
        bad(new Pad(List.of(1L, 0L), 0), "a number before and one after", Type.float32(2, 3)),
        bad(new Pad(List.of(-2L, -2L), 0), "at most the size", v(3)),
        bad(new Pad(List.of(-4L, 5L), 0), "at most the size", v(3)),
        bad(new AllReduceSum(), "same shape on every worker", Type.float32(B, 3)),
        bad(SoftmaxCrossEntropyLoss.of(LossReduction.NONE), "labels", v(3), v(3)),
        bad(new Relu(), "1 inputs", Type.float32(B), Type.float32(B)));
  }

  private static Type v(long size) {
    return Type.float32(size);
  }

  private static Type longs(long... dims) {
    return new Type(DataType.INT64, Shape.of(dims));
  }

  private static Arguments bad(Op op, String part, Type... inputs) {
    return Arguments.of(op, part, List.of(inputs));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void infer_inputsThatDoNotFit_saysWhatIsExpected(Op op, String part, List<Type> inputs) {
    assertThatThrownBy(() -> op.infer(inputs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected")
        .hasMessageContaining(part)
        .hasMessageMatching("(?s).*, got .*\\. .*");
  }

  @Test
  void flatten_ofTheBatch_countsMultiples() {
    Type x = Type.float32(B, 3, 32);
    assertThat(new Flatten(1).infer(List.of(x)).get(0)).isEqualTo(Type.float32(B, 96));
    assertThat(new Flatten(2).infer(List.of(x)).get(0)).isEqualTo(Type.float32(3 * B, 32));
  }

  @Test
  void concat_alongTheBatch_addsMultiples() {
    Type x = Type.float32(B, 3);
    Type y = Type.float32(2 * B, 3);
    assertThat(new Concat(0).infer(List.of(x, y)).get(0)).isEqualTo(Type.float32(3 * B, 3));
  }

  @Test
  void slice_ofAWholeBatch_keepsIt() {
    Slice whole = Slice.of(0, 0, Long.MAX_VALUE);
    Slice reversed = new Slice(List.of(-1L), List.of(Long.MIN_VALUE), List.of(0L), List.of(-1L));
    Type x = Type.float32(B, 3);
    assertThat(whole.infer(List.of(x)).get(0)).isEqualTo(x);
    assertThat(reversed.infer(List.of(x)).get(0)).isEqualTo(x);
  }

  @Test
  void window_same_givesInputOverStride() {
    Shape input = Shape.of(B, 1, 7, 8);
    Window window = Window.of(3, 2).strides(2, 3);
    Type x = Type.float32(input.dims());
    for (boolean upper : new boolean[] {true, false}) {
      Type y = MaxPool.of(window.same(input, upper)).infer(List.of(x)).get(0);
      assertThat(y.shape()).isEqualTo(Shape.of(B, 1, 4, 3));
    }
    assertThat(Window.of(2).same(Shape.of(1, 1, 4), true).pads()).containsExactly(0L, 1L);
    assertThat(Window.of(2).same(Shape.of(1, 1, 4), false).pads()).containsExactly(1L, 0L);
  }

  @Test
  void window_wrongLists_areRefused() {
    assertThatThrownBy(() -> Window.of(3, 3).strides(1))
        .hasMessageContaining("Window: expected 2 strides of 1 or more, got [1]");
    assertThatThrownBy(() -> Window.of(3).pads(-1, 0)).hasMessageContaining("pads of 0 or more");
    assertThatThrownBy(() -> Window.of(0)).hasMessageContaining("kernel of 1 or more");
  }

  @Test
  void builder_namesTheNodeThatDoesNotFit() {
    GraphBuilder g = GraphBuilder.named("net");
    assertThatThrownBy(
            () ->
                g.applyAll(
                    "conv1",
                    new Conv(Window.of(3, 3), 1),
                    List.of(
                        g.input("x", Type.float32(B, 784)),
                        g.input("w", Type.float32(4, 1, 3, 3)))))
        .hasMessageStartingWith("Conv \"conv1\": expected");
  }
}
