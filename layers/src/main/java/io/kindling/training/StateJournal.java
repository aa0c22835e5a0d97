package io.kindling.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a training state knows beside its vectors, which is small: where training is and what has
 * been measured.
 *
 * @param steps that are done
 * @param updates that the optimizer has made
 * @param unreported whether validation and report after the last step are to be done still
 * @param metricSums of the running epoch, over the rows of all workers
 * @param history the monitored values
 * @param epochs that are finished
 * @param optimizer what the optimizer remembers beside its vectors
 */
public record StateJournal(
    long steps,
    long updates,
    double epochLoss,
    double epochWeight,
    double lastNorm,
    double lastRate,
    boolean unreported,
    double firstLoss,
    double lossAfterBest,
    double[] metricSums,
    List<Observed> history,
    List<TrainingEvent.EpochFinished> epochs,
    double[] optimizer) {
  private static final int VERSION = 2;

  /** The version without what optimizers remember beside their vectors; none did. */
  private static final int WITHOUT_OPTIMIZER = 1;

  /** A monitored value and the number of steps that were done before it. */
  public record Observed(long step, double value) {}

  /** Copies the lists. */
  public StateJournal {
    history = List.copyOf(history);
    epochs = List.copyOf(epochs);
  }

  /** Returns what a state knows now. */
  public static StateJournal of(TrainingState state) {
    List<Observed> history = new ArrayList<>();
    for (int i = 0; i < state.history().size(); i++) {
      history.add(new Observed(state.history().step(i), state.history().value(i)));
    }
    return new StateJournal(
        state.steps(),
        state.optimizer().updates(),
        state.epochLoss(),
        state.epochWeight(),
        state.lastNorm(),
        state.lastRate(),
        state.isUnreported(),
        state.evidence().first(),
        state.evidence().afterBest(),
        state.metricSums().clone(),
        history,
        state.epochs(),
        state.optimizer().numbers());
  }

  /**
   * Returns this for data, or batches, with another number of steps per epoch: training goes on
   * with the beginning of the epoch that was running.
   */
  StateJournal at(long before, long now) {
    if (before == now) {
      return this;
    }
    boolean atEnd = unreported && steps % before == 0;
    List<Observed> observed =
        history.stream().map(each -> new Observed(each.step * now / before, each.value)).toList();
    return new StateJournal(
        steps / before * now,
        updates,
        atEnd ? epochLoss : 0,
        atEnd ? epochWeight : 0,
        lastNorm,
        lastRate,
        atEnd,
        firstLoss,
        lossAfterBest,
        atEnd ? metricSums : new double[metricSums.length],
        observed,
        epochs,
        optimizer);
  }

  /** Returns this for an optimizer that begins anew. */
  StateJournal withoutUpdates() {
    return new StateJournal(
        steps,
        0,
        epochLoss,
        epochWeight,
        lastNorm,
        lastRate,
        unreported,
        firstLoss,
        lossAfterBest,
        metricSums,
        history,
        epochs,
        new double[0]);
  }

  /** Returns this as bytes. */
  public byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(steps);
      out.writeLong(updates);
      for (double each :
          new double[] {epochLoss, epochWeight, lastNorm, lastRate, firstLoss, lossAfterBest}) {
        out.writeDouble(each);
      }
      out.writeBoolean(unreported);
      out.writeInt(metricSums.length);
      for (double sum : metricSums) {
        out.writeDouble(sum);
      }
      out.writeInt(history.size());
      for (Observed each : history) {
        out.writeLong(each.step);
        out.writeDouble(each.value);
      }
      out.writeInt(epochs.size());
      for (TrainingEvent.EpochFinished epoch : epochs) {
        write(out, epoch);
      }
      out.writeInt(optimizer.length);
      for (double number : optimizer) {
        out.writeDouble(number);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, TrainingEvent.EpochFinished epoch)
      throws IOException {
    out.writeLong(epoch.epoch());
    out.writeLong(epoch.epochs());
    for (double each :
        new double[] {epoch.loss(), epoch.rate(), epoch.rowsPerSecond(), epoch.secondsLeft()}) {
      out.writeDouble(each);
    }
    out.writeInt(epoch.metrics().size());
    for (Map.Entry<String, Double> metric : epoch.metrics().entrySet()) {
      byte[] name = metric.getKey().getBytes(StandardCharsets.UTF_8);
      out.writeInt(name.length);
      out.write(name);
      out.writeDouble(metric.getValue());
    }
  }

  /**
   * Returns what bytes say.
   *
   * @throws IllegalArgumentException when they are no journal
   */
  public static StateJournal decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION && version != WITHOUT_OPTIMIZER) {
        throw new IOException("version " + version);
      }
      long steps = in.readLong();
      long updates = in.readLong();
      double[] numbers = doubles(in, 6);
      boolean unreported = in.readBoolean();
      double[] sums = doubles(in, count(in));
      List<Observed> history = new ArrayList<>();
      for (int left = count(in); left > 0; left--) {
        history.add(new Observed(in.readLong(), in.readDouble()));
      }
      List<TrainingEvent.EpochFinished> epochs = new ArrayList<>();
      for (int left = count(in); left > 0; left--) {
        epochs.add(epoch(in));
      }
      double[] optimizer = version == VERSION ? doubles(in, count(in)) : new double[0];
      return new StateJournal(
          steps,
          updates,
          numbers[0],
          numbers[1],
          numbers[2],
          numbers[3],
          unreported,
          numbers[4],
          numbers[5],
          sums,
          history,
          epochs,
          optimizer);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "StateJournal: expected a journal of version " + VERSION + ", got " + e + ".", e);
    }
  }

  private static TrainingEvent.EpochFinished epoch(DataInputStream in) throws IOException {
    long epoch = in.readLong();
    long epochs = in.readLong();
    double[] numbers = doubles(in, 4);
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int left = count(in); left > 0; left--) {
      metrics.put(new String(in.readNBytes(count(in)), StandardCharsets.UTF_8), in.readDouble());
    }
    return new TrainingEvent.EpochFinished(
        epoch, epochs, numbers[0], metrics, numbers[1], numbers[2], numbers[3]);
  }

  private static double[] doubles(DataInputStream in, int count) throws IOException {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException("expected at most " + in.available() + " entries, got " + count);
    }
    return count;
  }
}
