package io.kindling.distributed.session;

import io.kindling.distributed.data.RowFile;
import io.kindling.distributed.spark.SparkInternals;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The rows of one worker: those to train on and those to validate with. */
record WorkerRows(RowFile training, Optional<RowFile> validation) implements AutoCloseable {
  /** What stands between the blocks of training and of validation rows in a partition. */
  static final byte[] SEPARATOR = new byte[0];

  /** Reads a partition: blocks of training rows, the separator, blocks of validation rows. */
  static WorkerRows read(SessionPlan plan, int rank, Iterator<byte[]> partition) {
    RowFile training = file(plan, plan.training(), rank, new UntilSeparator(partition));
    if (plan.validation().count() == 0) {
      return new WorkerRows(training, Optional.empty());
    }
    try {
      return new WorkerRows(training, Optional.of(file(plan, plan.validation(), rank, partition)));
    } catch (Throwable e) {
      // Spark throws checked exceptions that nothing declares, such as a failed fetch.
      training.close();
      throw e;
    }
  }

  private static RowFile file(
      SessionPlan plan, SessionPlan.Rows rows, int rank, Iterator<byte[]> blocks) {
    return RowFile.keep(
        SparkInternals.localDirectory(),
        SparkInternals.encryptsFiles(),
        plan.format(),
        rows.count(),
        plan.workers(),
        rank,
        blocks,
        rows.digests()[rank]);
  }

  @Override
  public void close() {
    training.close();
    validation.ifPresent(RowFile::close);
  }

  private static final class UntilSeparator implements Iterator<byte[]> {
    private final Iterator<byte[]> blocks;
    private byte[] next = SEPARATOR;
    private boolean known;

    UntilSeparator(Iterator<byte[]> blocks) {
      this.blocks = blocks;
    }

    @Override
    public boolean hasNext() {
      if (!known) {
        next = blocks.hasNext() ? blocks.next() : SEPARATOR;
        known = true;
      }
      return next.length > 0;
    }

    @Override
    public byte[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      known = false;
      return next;
    }
  }
}
