package io.kindling.distributed;

import io.kindling.distributed.data.DealtRows;
import io.kindling.distributed.session.Allotment;
import io.kindling.training.TrainingSpec;
import java.util.Optional;
import java.util.OptionalInt;
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
  private int atFirst;
  private int attempts;

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
  public Allotment next(OptionalInt places) {
    Allotment before = last.orElse(null);
    Slots slots = before == null ? first() : again(before, places);
    if (before != null && before.workers() == slots.workers()) {
      before.training().restore();
      before.validation().ifPresent(DealtRows::restore);
      return before;
    }
    // The old blocks go first: rows are never held twice.
    close();
    last = Optional.empty();
    Allotment dealt = deal(slots);
    last = Optional.of(dealt);
    if (before != null) {
      dealt.training().requireSame(before.training());
      dealt.validation().ifPresent(v -> before.validation().ifPresent(v::requireSame));
    }
    return dealt;
  }

  private Slots first() {
    int wanted = settings.workers();
    int least = settings.minWorkers() == FitSettings.AUTO ? wanted : settings.minWorkers();
    return await(wanted, least, 0);
  }

  /** As many as at first, since workers that have been missed may be back. */
  private Slots again(Allotment before, OptionalInt places) {
    atFirst = Math.max(atFirst, before.workers());
    attempts++;
    // To begin there must be all, unless less is asked for.
    boolean all = settings.minWorkers() == FitSettings.AUTO && attempts == 1;
    int least = all && places.isPresent() ? before.workers() : Math.max(1, settings.minWorkers());
    return places.isPresent()
        ? Slots.counted(context.sc(), settings, places.getAsInt(), least, spec.compute().threads())
        : await(atFirst, least, before.taskCores());
  }

  /** Workers of later attempts have as many cores as before, or results would differ in bits. */
  private Slots await(int wanted, int least, int taskCores) {
    return Slots.await(
        context.sc(), settings, wanted, Math.max(1, least), spec.compute().threads(), taskCores);
  }

  private Allotment deal(Slots slots) {
    int workers = slots.workers();
    DealtRows rows =
        DealtRows.deal("Training rows", training, rowBytes, spec.seed(), workers, workers);
    try {
      return new Allotment(
          workers,
          slots.threads(),
          slots.taskCores(),
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
