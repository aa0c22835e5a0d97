package io.kindling.bench.accuracy;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.backend.Precision;
import io.kindling.bench.Benchmark;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.measure.Machine;
import io.kindling.bench.measure.Torch;
import io.kindling.bench.measure.WorkFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Test accuracy after a few epochs: bfloat16 beside float32, and float32 beside PyTorch. */
public final class AccuracyBenchmark implements Benchmark {
  private static final double POINTS_OF_BFLOAT16 = 0.5;
  private static final double POINTS_OF_TORCH = 1;

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public String summary() {
    return "test accuracy of bfloat16, of float32 and of PyTorch; takes --data DIR";
  }

  @Override
  public List<String> parts() {
    return Recipe.all().stream().map(Recipe::name).toList();
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    Path data =
        options
            .data()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "accuracy: expected --data with a folder that has mnist and cifar10, got"
                            + " none. Name it."));
    out.println("machine: " + Machine.describe());
    Torch torch = Torch.find(options.python());
    List<Row> rows = new ArrayList<>();
    for (Recipe recipe : Recipe.all()) {
      if (options.parts().contains(recipe.name())) {
        rows.addAll(run(recipe, data, torch, options, out));
      }
    }
    return rows;
  }

  private static List<Row> run(
      Recipe recipe, Path data, Torch torch, Options options, PrintStream out) {
    try (WorkFolder folder = WorkFolder.open();
        Backend backend = Backends.find().open("onednn", options.threads())) {
      List<ImageSet> images = recipe.read(data);
      Path train = folder.path().resolve("train");
      Path test = folder.path().resolve("test");
      images.get(0).write(train);
      images.get(1).write(test);
      double[] means = new double[3];
      for (long seed = 1; seed <= options.seeds(); seed++) {
        double[] found = {
          100 * recipe.train(backend, images, seed, Precision.FLOAT32),
          backend.unsupported(Precision.BFLOAT16).isPresent()
              ? Double.NaN
              : 100 * recipe.train(backend, images, seed, Precision.BFLOAT16),
          torch.missing().isPresent()
              ? Double.NaN
              : 100 * new TorchAccuracy(torch, options.threads()).train(recipe, train, test, seed)
        };
        out.printf(
            "%s, seed %d: float32 %.2f %%, bfloat16 %.2f %%, PyTorch %.2f %%%n",
            recipe.name(), seed, found[0], found[1], found[2]);
        for (int i = 0; i < means.length; i++) {
          means[i] += found[i] / options.seeds();
        }
      }
      return List.of(
          row(recipe, "bfloat16", means[1], means[0], POINTS_OF_BFLOAT16, "float32"),
          row(recipe, "float32", means[0], means[2], POINTS_OF_TORCH, "PyTorch"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ratio that is required stands for so many points below the peer. */
  static Row row(Recipe recipe, String what, double ours, double peer, double points, String by) {
    return new Row(
        "accuracy %s, %s".formatted(recipe.name(), what),
        known(ours),
        known(peer),
        known(1 - points / peer),
        "%",
        "mean of all seeds beside %s, within %s points".formatted(by, points));
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
