package io.kindling.mkl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kindling.backend.Backend;
import io.kindling.backend.CompileOptions;
import io.kindling.backend.Plan;
import io.kindling.backend.Precision;
import io.kindling.backend.reference.ReferenceBackend;
import io.kindling.graph.Graph;
import io.kindling.graph.Initializer;
import io.kindling.graph.Parameter;
import io.kindling.graph.Value;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Runs a graph on oneDNN and on the reference backend with the same random inputs. */
final class Comparison {
  private Comparison() {}

  /**
   * Compares all outputs in bfloat16: the distance to each, as a vector, within {@code tolerance}
   * of its length. Single elements say little: rounding decides which side of a kink they are on.
   */
  static void near(Backend backend, Graph graph, long batch, double tolerance) {
    assumeThat(backend.unsupported(Precision.BFLOAT16)).as("bfloat16").isEmpty();
    CompileOptions options = CompileOptions.of(batch);
    for (boolean fixed : new boolean[] {false, true}) {
      CompileOptions narrow = options.precision(Precision.BFLOAT16).fixedParameters(fixed);
      try (ReferenceBackend reference = new ReferenceBackend();
          Plan ours = backend.compile(graph, narrow);
          Plan theirs = reference.compile(graph, options)) {
        fill(graph, ours, 0);
        fill(graph, theirs, 0);
        ours.run();
        theirs.run();
        double floor = floor(graph, theirs);
        for (String name : graph.outputs().keySet()) {
          requireNear(name, ours.tensor(name), theirs.tensor(name), tolerance, floor);
        }
      }
    }
  }

  private static void requireNear(
      String name, Tensor actual, Tensor expected, double tolerance, double floor) {
    double distance = 0;
    double length = 0;
    for (long i = 0; i < expected.size(); i++) {
      distance += Math.pow(actual.getDouble(i) - expected.getDouble(i), 2);
      length += Math.pow(expected.getDouble(i), 2);
    }
    double scale = Math.max(Math.sqrt(length), floor * Math.sqrt(expected.size()));
    assertThat(Math.sqrt(distance) / scale)
        .as(name + " " + expected.shape() + ", distance to the reference")
        .isLessThanOrEqualTo(tolerance);
  }

  /**
   * Compares all outputs of plans with parameters that may change and with fixed ones: each within
   * {@code tolerance} of its largest reference element.
   */
  static void same(Backend backend, Graph graph, long batch, double tolerance) {
    for (boolean fixed : new boolean[] {false, true}) {
      try (ReferenceBackend reference = new ReferenceBackend();
          Plan ours = backend.compile(graph, CompileOptions.of(batch).fixedParameters(fixed));
          Plan theirs = reference.compile(graph, CompileOptions.of(batch))) {
        for (int run = 0; run < 2; run++) {
          fill(graph, ours, run);
          fill(graph, theirs, run);
          ours.refresh();
          sameNow(graph, ours, theirs, tolerance);
        }
      }
    }
  }

  /**
   * Runs one plan once and another of the same graph several times: every bit is to be the same.
   */
  static void repeats(Graph graph, Plan one, Plan other) {
    fill(graph, one, 3);
    fill(graph, other, 3);
    one.run();
    Map<String, float[]> expected = outputs(graph, one);
    for (int run = 0; run < 5; run++) {
      other.run();
      Map<String, float[]> found = outputs(graph, other);
      expected.forEach((name, numbers) -> assertThat(found.get(name)).isEqualTo(numbers));
    }
  }

  /** Runs two plans that have the same inputs and compares all outputs. */
  static void sameNow(Graph graph, Plan ours, Plan theirs, double tolerance) {
    ours.run();
    theirs.run();
    double floor = floor(graph, theirs);
    assertThat(graph.outputs().keySet())
        .as("outputs of numbers: zeros would hide what is missing")
        .anyMatch(name -> largest(theirs.tensor(name)) > 0);
    for (String name : graph.outputs().keySet()) {
      requireClose(name, ours.tensor(name), theirs.tensor(name), tolerance, floor);
    }
  }

  private static double floor(Graph graph, Plan theirs) {
    // What cancels to nearly nothing (a bias before batch norm) is exact relative to its terms.
    double floor = 0.01;
    for (String name : graph.outputs().keySet()) {
      floor = Math.max(floor, 0.01 * largest(theirs.tensor(name)));
    }
    return floor;
  }

  /** Opens a backend that takes tiles wherever it can, however little there is to share. */
  static Backend openForTiles(int threads) {
    return OneDnnBackend.open(threads, 0, OneDnnLibrary.load());
  }

  /** Returns an initializer of numbers of a normal distribution with deviation 1. */
  static Initializer normal() {
    return (tensor, random) -> {
      for (long i = 0; i < tensor.size(); i++) {
        tensor.setFloat(i, (float) random.nextGaussian());
      }
    };
  }

  /** Puts the same numbers for the same seed into inputs and parameters. */
  static void fill(Graph graph, Plan plan, long seed) {
    Random random = new Random(seed);
    for (Value input : graph.inputs()) {
      fill(plan.tensor(input.name()), random);
    }
    for (Parameter parameter : graph.parameters()) {
      parameter.initializer().initialize(plan.tensor(parameter.name()), random);
    }
  }

  private static void fill(Tensor tensor, Random random) {
    for (long i = 0; i < tensor.size(); i++) {
      if (tensor.type().isFloating()) {
        tensor.setDouble(i, random.nextGaussian());
      } else {
        tensor.setLong(i, tensor.type() == DataType.BOOL ? random.nextInt(2) : random.nextInt(5));
      }
    }
  }

  static Map<String, float[]> outputs(Graph graph, Plan plan) {
    Map<String, float[]> outputs = new LinkedHashMap<>();
    graph.outputs().keySet().forEach(name -> outputs.put(name, plan.tensor(name).toFloats()));
    return outputs;
  }

  static void requireClose(
      String name, Tensor actual, Tensor expected, double tolerance, double floor) {
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    double scale = Math.max(floor, largest(expected));
    for (long i = 0; i < expected.size(); i++) {
      double want = expected.getDouble(i);
      double got = actual.getDouble(i);
      boolean close = got == want || Math.abs(got - want) <= tolerance * scale;
      if (!close && !(Double.isNaN(got) && Double.isNaN(want))) {
        throw new AssertionError(
            name + " " + expected.shape() + " at " + i + ": expected " + want + ", got " + got);
      }
    }
  }

  private static double largest(Tensor tensor) {
    double largest = 0;
    for (long i = 0; i < tensor.size(); i++) {
      if (Double.isFinite(tensor.getDouble(i))) {
        largest = Math.max(largest, Math.abs(tensor.getDouble(i)));
      }
    }
    return largest;
  }
}
