package io.kindling.layers;

import io.kindling.graph.GraphBuilder;
import io.kindling.graph.Initializer;
import io.kindling.graph.Value;
import io.kindling.graph.op.Gather;
import io.kindling.layers.initializer.Uniform;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import java.util.List;

/**
 * A table of vectors that is looked up: {@code y[n, ...] = weight[x[n, ...]]}.
 *
 * <p>Shapes: x INT64 {@code [batch, d...]} with numbers from 0 to vocabulary - 1, which an input of
 * the network declares with {@link Input#indices}; y FLOAT32 {@code [batch, d..., dimensions]};
 * parameter {@code weight [vocabulary, dimensions]}.
 *
 * <p>Vectors begin uniform within 0.05, as in Keras; PyTorch begins with standard normal numbers.
 *
 * @param vocabulary how many vectors there are
 * @param dimensions the size of a vector
 */
public record Embedding(long vocabulary, long dimensions, Initializer weightInitializer)
    implements Layer {
  /** Checks the sizes. */
  public Embedding {
    Inputs.atLeast("Embedding", "a vocabulary", 1, vocabulary);
    Inputs.atLeast("Embedding", "dimensions", 1, dimensions);
  }

  /** Returns a layer of vectors. */
  public static Embedding of(long vocabulary, long dimensions) {
    return new Embedding(vocabulary, dimensions, Uniform.of(-0.05, 0.05));
  }

  /** Returns this layer with other first vectors. */
  public Embedding weightInitializer(Initializer other) {
    return new Embedding(vocabulary, dimensions, other);
  }

  @Override
  public Value apply(GraphBuilder builder, List<Value> inputs) {
    Value input = Inputs.one(this, inputs);
    if (input.dataType() != DataType.INT64) {
      throw Inputs.refuse(
          this,
          "INT64 indices",
          input.type().toString(),
          "Declare the network's input with Input.indices.");
    }
    Shape table = Shape.of(vocabulary, dimensions);
    Value weight = builder.parameter("weight", table, weightInitializer);
    return builder.apply(new Gather(0), weight, input);
  }
}
