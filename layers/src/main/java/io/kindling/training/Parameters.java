package io.kindling.training;

import io.kindling.graph.Graph;
import io.kindling.graph.Parameter;
import io.kindling.tensor.Arena;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of a network, or of anything with the same layout such as its gradient: one flat
 * FLOAT32 vector in native memory and a view of each range by name.
 *
 * <p>The contents change, the memory does not, so views may be bound to plans. Several threads may
 * read at a time when none writes. Memory is freed by {@link #close}, or when neither this nor a
 * view is reachable.
 */
public final class Parameters implements AutoCloseable {
  private final ParameterLayout layout;
  private final Arena arena;
  private final Tensor vector;
  private final Map<String, Tensor> views;

  private Parameters(ParameterLayout layout) {
    this.layout = layout;
    this.arena = Arena.open();
    this.vector = Tensor.allocate(arena, DataType.FLOAT32, Shape.of(layout.length()));
    Map<String, Tensor> byName = new LinkedHashMap<>();
    for (ParameterLayout.Range range : layout.ranges()) {
      byName.put(range.name(), vector.view(range.offset(), range.shape()));
    }
    this.views = Collections.unmodifiableMap(byName);
  }

  /** Returns zeros. */
  public static Parameters zeros(ParameterLayout layout) {
    return new Parameters(layout);
  }

  /**
   * Returns first values from the parameters' initializers. What a parameter gets depends on the
   * seed and its name alone, so adding a layer leaves the others as they were.
   */
  public static Parameters initialize(Graph graph, long seed) {
    Parameters parameters = zeros(ParameterLayout.of(graph));
    for (Parameter parameter : graph.parameters()) {
      byte[] name = parameter.name().getBytes(StandardCharsets.UTF_8);
      long own = Mix.mix(seed, RowHash.of(0, name, 0, name.length));
      parameter
          .initializer()
          .initialize(parameters.tensor(parameter.name()), new RandomStream(own));
    }
    return parameters;
  }

  /** Returns where each parameter lies. */
  public ParameterLayout layout() {
    return layout;
  }

  /** Returns the flat vector, padding included. */
  public Tensor vector() {
    return vector;
  }

  /** Returns a view of every parameter by name, in order. */
  public Map<String, Tensor> views() {
    return views;
  }

  /**
   * Returns the view of a parameter.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public Tensor tensor(String name) {
    Tensor view = views.get(name);
    if (view == null) {
      throw new IllegalArgumentException(
          "Parameters: expected one of " + views.keySet() + ", got \"" + name + "\". Check it.");
    }
    return view;
  }

  /**
   * Copies all numbers of another network with the same layout.
   *
   * @throws IllegalArgumentException when the layouts differ
   */
  public void copyFrom(Parameters other) {
    if (!layout.equals(other.layout)) {
      throw new IllegalArgumentException(
          "Parameters: expected the layout "
              + layout.ranges()
              + ", got "
              + other.layout.ranges()
              + ". Use the parameters of the same network.");
    }
    vector.copyFrom(other.vector);
  }

  /** Returns a copy with memory of its own. */
  public Parameters copy() {
    Parameters copy = zeros(layout);
    copy.copyFrom(this);
    return copy;
  }

  /** Returns copies of all parameters by name, for files. */
  public Map<String, Tensor> toTensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    views.forEach((name, view) -> tensors.put(name, view.copy()));
    return tensors;
  }

  /** Frees the memory; no view may be used after this. */
  @Override
  public void close() {
    arena.close();
  }
}
