package io.kindling.training;

import io.kindling.graph.Parameter;
import io.kindling.layers.optimizer.LayerwiseOptimizer;
import io.kindling.layers.optimizer.StepOptimizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns summed gradients into new parameters: mean, clipping, decay, the optimizer's step, and the
 * assignment of state.
 *
 * <p>Works through tiles of the flat vectors that are copied to arrays and back, because the JIT
 * vectorizes loops over arrays and not those over native memory. The vectors are cut into pieces
 * that are the same for any number of threads, so the numbers are too. Allocates nothing.
 */
final class ParameterUpdate implements AutoCloseable {
  /**
   * Elements of a tile: arrays and the memory behind them stay in the first-level cache together,
   * and the processor fetches the next tile while it still writes this one.
   */
  private static final int TILE = 256;

  /** Elements of a tile of the norm, which is read only. */
  private static final int NORM_TILE = 1024;

  /** Elements of a piece, which a thread takes about 30 us for. */
  private static final int PIECE = 128 * TILE;

  /** A helper for fewer pieces would cost more than it brings. */
  private static final int PIECES_A_THREAD = 6;

  private final StepOptimizer optimizer;
  private final GradientClipping clipping;
  private final Parameters parameters;
  private final Parameters gradient;
  private final OptimizerState state;
  private final List<Segment> trained;
  private final List<Segment> assigned;
  private final Optional<Layerwise> layerwise;
  private final Team team;
  private final Tiles[] tiles;
  private final double[] squares;
  private final Team.Work squaring = this::square;
  private final Team.Work stepping = this::update;
  private final Team.Work directing = this::direct;
  private final Team.Work moving = this::move;
  private float scale;
  private double rate;
  private long step;

  /** What an optimizer with layers needs beside. */
  private record Layerwise(LayerwiseOptimizer optimizer, LayerNorms norms) {}

  /** The arrays of one thread. */
  private record Tiles(
      float[] values, float[] slopes, float[][] slots, float[] normed, float[] sums) {
    static Tiles of(int slots) {
      return new Tiles(
          new float[TILE],
          new float[TILE],
          new float[slots][TILE],
          new float[NORM_TILE],
          new float[NORM_TILE]);
    }
  }

  /**
   * @param updated names of the parameters whose gradient, or next state, is in {@code gradient}
   * @param threads the most threads to work with
   */
  ParameterUpdate(
      StepOptimizer optimizer,
      GradientClipping clipping,
      Parameters parameters,
      Parameters gradient,
      OptimizerState state,
      Set<String> updated,
      int threads) {
    this.optimizer = optimizer;
    this.clipping = clipping;
    this.parameters = parameters;
    this.gradient = gradient;
    this.state = state;
    ParameterLayout layout = parameters.layout();
    this.layerwise =
        optimizer instanceof LayerwiseOptimizer layers
            ? Optional.of(new Layerwise(layers, LayerNorms.of(layout, updated, PIECE)))
            : Optional.empty();
    this.trained =
        layerwise.isPresent()
            ? layerwise.get().norms().pieces()
            : Segment.pieces(segments(layout, updated, Parameter.Role.TRAINABLE), PIECE);
    this.assigned = segments(layout, updated, Parameter.Role.STATE);
    long pieces = layout.length() / PIECE;
    this.team = Team.of((int) Math.max(1, Math.min(threads, pieces / PIECES_A_THREAD)));
    this.tiles = new Tiles[team.size()];
    Arrays.setAll(tiles, member -> Tiles.of(optimizer.slots()));
    this.squares = new double[trained.size()];
  }

  private static List<Segment> segments(
      ParameterLayout layout, Set<String> updated, Parameter.Role role) {
    return Segment.of(layout, r -> r.role() == role && updated.contains(r.name()));
  }

  /** Returns whether the gradient is as it was after a step; layers leave directions there. */
  boolean keepsGradient() {
    return layerwise.isEmpty();
  }

  /** Returns the Euclidean norm of the mean gradient; not a number when an element is not. */
  double norm(double weight) {
    team.run(squaring, squares.length);
    double sum = 0;
    for (double part : squares) {
      sum += part;
    }
    return Math.sqrt(sum) / weight;
  }

  private void square(int member, int piece) {
    Tiles own = tiles[member];
    squares[piece] =
        Vectors.squares(gradient.vector(), trained.get(piece), own.normed(), own.sums());
  }

  /**
   * Makes one step.
   *
   * @param weight the sum of the row weights over all workers, above 0
   * @param norm what {@link #norm} returned
   */
  void apply(double weight, double norm, double learningRate) {
    step = state.next();
    rate = learningRate;
    double factor = 1 / weight;
    if (clipping.kind() == GradientClipping.Kind.GLOBAL_NORM && norm > clipping.limit()) {
      factor *= clipping.limit() / norm;
    }
    scale = (float) factor;
    if (layerwise.isPresent()) {
      team.run(directing, trained.size());
      layerwise.get().norms().settle(layerwise.get().optimizer());
      team.run(moving, trained.size());
    } else {
      team.run(stepping, trained.size());
    }
    for (int i = 0; i < assigned.size(); i++) {
      Vectors.copyScaled(
          gradient.vector(), parameters.vector(), assigned.get(i), 1 / weight, tiles[0].slopes());
    }
  }

  private void update(int member, int piece) {
    Segment segment = trained.get(piece);
    long end = segment.offset() + segment.length();
    for (long at = segment.offset(); at < end; at += TILE) {
      update(tiles[member], at, (int) Math.min(TILE, end - at));
    }
  }

  private void update(Tiles own, long at, int count) {
    read(own, at, count);
    scale(own, count);
    decay(own, count);
    optimizer.update(own.values(), own.slopes(), own.slots(), count, rate, step);
    parameters.vector().copyFrom(own.values(), 0, at, count);
    writeSlots(own, at, count);
  }

  private void read(Tiles own, long at, int count) {
    parameters.vector().copyTo(at, own.values(), 0, count);
    gradient.vector().copyTo(at, own.slopes(), 0, count);
    for (int slot = 0; slot < own.slots().length; slot++) {
      state.slots().get(slot).vector().copyTo(at, own.slots()[slot], 0, count);
    }
  }

  private void scale(Tiles own, int count) {
    Vectors.scale(own.slopes(), count, scale);
    if (clipping.kind() == GradientClipping.Kind.VALUE) {
      Vectors.clamp(own.slopes(), count, (float) clipping.limit());
    }
  }

  private void writeSlots(Tiles own, long at, int count) {
    for (int slot = 0; slot < own.slots().length; slot++) {
      state.slots().get(slot).vector().copyFrom(own.slots()[slot], 0, at, count);
    }
  }

  /** Leaves the directions of a piece in the place of its gradient. */
  private void direct(int member, int piece) {
    Layerwise layers = layerwise.get();
    Tiles own = tiles[member];
    Segment segment = trained.get(piece);
    long end = segment.offset() + segment.length();
    layers.norms().clear(piece);
    for (long at = segment.offset(); at < end; at += TILE) {
      int count = (int) Math.min(TILE, end - at);
      read(own, at, count);
      scale(own, count);
      layers.optimizer().direct(own.values(), own.slopes(), own.slots(), count, step);
      layers.norms().add(piece, own.values(), own.slopes(), count);
      gradient.vector().copyFrom(own.slopes(), 0, at, count);
      writeSlots(own, at, count);
    }
  }

  private void move(int member, int piece) {
    Layerwise layers = layerwise.get();
    Tiles own = tiles[member];
    Segment segment = trained.get(piece);
    long end = segment.offset() + segment.length();
    double ratio = layers.norms().ratio(piece);
    for (long at = segment.offset(); at < end; at += TILE) {
      int count = (int) Math.min(TILE, end - at);
      read(own, at, count);
      layers.optimizer().move(own.values(), own.slopes(), own.slots(), count, rate, ratio);
      parameters.vector().copyFrom(own.values(), 0, at, count);
      writeSlots(own, at, count);
    }
  }

  private void decay(Tiles own, int count) {
    if (optimizer.weightDecay() == 0) {
      return;
    }
    if (optimizer.hasDecoupledDecay()) {
      Vectors.scale(own.values(), count, (float) (1 - rate * optimizer.weightDecay()));
    } else {
      Vectors.add(own.values(), own.slopes(), count, (float) optimizer.weightDecay());
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    team.close();
  }
}
