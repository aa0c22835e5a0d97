package io.kindling.bench.accuracy;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.bench.Benchmark;
import io.kindling.bench.Options;
import io.kindling.bench.Row;
import io.kindling.bench.measure.Machine;
import io.kindling.layers.loss.SoftmaxCrossEntropy;
import io.kindling.layers.metric.Accuracy;
import io.kindling.layers.optimizer.Adam;
import io.kindling.layers.optimizer.Lamb;
import io.kindling.layers.optimizer.Optimizer;
import io.kindling.layers.schedule.Cosine;
import io.kindling.layers.schedule.Schedule;
import io.kindling.layers.schedule.WarmUp;
import io.kindling.training.Compute;
import io.kindling.training.TrainingSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * LeNet after 20 epochs of MNIST in batches of 8,192 with Lamb, beside batches of 128 with Adam.
 */
public final class LargeBatchBenchmark implements Benchmark {
  private static final int EPOCHS = 20;
  private static final long SEED = 1;
  private static final double POINTS = 0.3;

  /** The table of batches. */
  private record Case(int batch, Optimizer optimizer, Schedule schedule) {}

  private static final List<Case> CASES =
      List.of(
          new Case(128, Adam.of(), Cosine.of(0.002, EPOCHS)),
          new Case(8192, Lamb.of(), WarmUp.of(Cosine.of(0.05, EPOCHS), 2)));

  @Override
  public String name() {
    return "large-batch";
  }

  @Override
  public String summary() {
    return "accuracy of LeNet in batches of 8,192 with Lamb beside 128; takes --data DIR";
  }

  @Override
  public List<String> parts() {
    return CASES.stream().map(one -> Integer.toString(one.batch())).toList();
  }

  @Override
  public List<Row> run(Options options, PrintStream out) {
    Path data =
        options
            .data()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "large-batch: expected --data with a folder that has mnist, got none."
                            + " Name it."));
    out.println("machine: " + Machine.describe());
    Recipe recipe = Recipe.all().get(0);
    List<Row> rows = new ArrayList<>();
    OptionalDouble small = OptionalDouble.empty();
    try (Backend backend = Backends.find().open("onednn", options.threads())) {
      List<ImageSet> images = recipe.read(data);
      for (Case one : CASES) {
        if (options.parts().contains(Integer.toString(one.batch()))) {
          double found = 100 * recipe.train(backend, images, spec(one));
          out.printf("batch %d: %.2f %%%n", one.batch(), found);
          OptionalDouble required =
              small.isPresent()
                  ? OptionalDouble.of(1 - POINTS / small.getAsDouble())
                  : OptionalDouble.empty();
          rows.add(
              new Row(
                  "accuracy mnist, batch " + one.batch(),
                  OptionalDouble.of(found),
                  small,
                  required,
                  "%",
                  "20 epochs; beside it batch 128, within %s points".formatted(POINTS)));
          small = OptionalDouble.of(found);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static TrainingSpec spec(Case one) {
    return TrainingSpec.of(SoftmaxCrossEntropy.of(), one.optimizer(), one.schedule())
        .metrics(Accuracy.of())
        .epochs(EPOCHS)
        .batch(one.batch())
        .seed(SEED)
        .compute(Compute.auto());
  }
}
