package io.kindling.distributed;

import io.kindling.distributed.data.DealtRows;
import io.kindling.distributed.session.Allotment;
import io.kindling.training.TrainingSpec;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Finds places for the workers of each attempt and deals the rows to them. */
final class Dealing implements Allotment.Source, AutoCloseable {
  private final JavaSparkContext context;
  private final JavaRDD<byte[]> training;
  private final Optional<JavaRDD<byte[]>> validation;
  private final int rowBytes;
  private final TrainingSpec spec;
  private final FitSettings settings;
  private Optional<Allotment> last = Optional.empty();

  Dealing(
      JavaSparkContext context,
      JavaRDD<byte[]> training,
      Optional<JavaRDD<byte[]>> validation,
      int rowBytes,
      TrainingSpec spec,
      FitSettings settings) {
    this.context = context;
    this.training = training;
    this.validation = validation;
    this.rowBytes = rowBytes;
    this.spec = spec;
    this.settings = settings;
  }

  @Override
  public Allotment next() {
    FitSettings wanted = last.map(before -> settings.workers(before.workers())).orElse(settings);
    Slots slots = Slots.await(context.sc(), wanted, spec.compute().threads());
    if (last.isPresent()) {
      last.get().training().restore();
      last.get().validation().ifPresent(DealtRows::restore);
    } else {
      last = Optional.of(deal(slots));
    }
    return last.get();
  }

  private Allotment deal(Slots slots) {
    int workers = slots.workers();
    DealtRows rows =
        DealtRows.deal("Training rows", training, rowBytes, spec.seed(), workers, workers);
    try {
      return new Allotment(
          workers,
          slots.threads(),
          rows,
          validation.map(
              held -> DealtRows.deal("Validation rows", held, rowBytes, spec.seed(), workers, 1)));
    } catch (Throwable e) {
      // Spark throws checked exceptions that nothing declares.
      rows.close();
      throw e;
    }
  }

  @Override
  public void close() {
    last.ifPresent(
        allotment -> {
          allotment.validation().ifPresent(DealtRows::close);
          allotment.training().close();
        });
  }
}
