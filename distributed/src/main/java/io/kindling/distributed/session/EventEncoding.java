package io.kindling.distributed.session;

import io.kindling.training.Distribution;
import io.kindling.training.TrainingEvent;
import io.kindling.training.WorkerTimes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Turns training events into bytes and back. */
final class EventEncoding {
  private EventEncoding() {}

  static void write(DataOutputStream out, TrainingEvent event) throws IOException {
    if (event instanceof TrainingEvent.StepFinished e) {
      out.writeByte(0);
      out.writeLong(e.epoch());
      out.writeLong(e.step());
      out.writeDouble(e.loss());
      Encoding.numbers(out, e.metrics());
      out.writeDouble(e.rate());
      out.writeDouble(e.norm());
      out.writeLong(e.rows());
      out.writeDouble(e.seconds());
    } else if (event instanceof TrainingEvent.Validated e) {
      out.writeByte(1);
      out.writeLong(e.epoch());
      out.writeLong(e.step());
      Encoding.numbers(out, e.metrics());
    } else if (event instanceof TrainingEvent.EpochFinished e) {
      out.writeByte(2);
      out.writeLong(e.epoch());
      out.writeLong(e.epochs());
      out.writeDouble(e.loss());
      Encoding.numbers(out, e.metrics());
      out.writeDouble(e.rate());
      out.writeDouble(e.rowsPerSecond());
      out.writeDouble(e.secondsLeft());
    } else if (event instanceof TrainingEvent.Finished e) {
      out.writeByte(3);
      Encoding.text(out, e.reason());
      out.writeLong(e.bestEpoch());
    } else if (event instanceof TrainingEvent.Resumed e) {
      out.writeByte(4);
      out.writeLong(e.attempt());
      out.writeLong(e.steps());
      Encoding.text(out, e.message());
    } else if (event instanceof TrainingEvent.Saved e) {
      out.writeByte(5);
      out.writeLong(e.steps());
      Encoding.text(out, e.path());
      Encoding.text(out, e.problem());
    } else {
      writeMore(out, event);
    }
  }

  private static void writeMore(DataOutputStream out, TrainingEvent event) throws IOException {
    if (event instanceof TrainingEvent.Timed e) {
      out.writeByte(6);
      out.writeLong(e.epoch());
      out.writeInt(e.workers().size());
      for (WorkerTimes times : e.workers()) {
        write(out, times);
      }
    } else if (event instanceof TrainingEvent.Started e) {
      out.writeByte(7);
      out.writeLong(e.epochs());
      out.writeLong(e.stepsPerEpoch());
      out.writeLong(e.rows());
      out.writeLong(e.workers());
      out.writeLong(e.steps());
    } else if (event instanceof TrainingEvent.Distributed e) {
      out.writeByte(8);
      out.writeLong(e.epoch());
      out.writeLong(e.step());
      out.writeInt(e.values().size());
      for (Distribution each : e.values()) {
        write(out, each);
      }
    } else {
      throw new IllegalArgumentException("Session: expected a known event, got " + event);
    }
  }

  private static void write(DataOutputStream out, Distribution spread) throws IOException {
    Encoding.text(out, spread.name());
    out.writeLong(spread.count());
    out.writeDouble(spread.least());
    out.writeDouble(spread.greatest());
    out.writeDouble(spread.sum());
    out.writeDouble(spread.squares());
    Encoding.longs(out, spread.counts().stream().mapToLong(Long::longValue).toArray());
  }

  private static Distribution distribution(DataInputStream in) throws IOException {
    return new Distribution(
        Encoding.text(in),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        Arrays.stream(Encoding.longs(in)).boxed().toList());
  }

  static TrainingEvent read(DataInputStream in) throws IOException {
    int type = in.readByte();
    return switch (type) {
      case 0 ->
          new TrainingEvent.StepFinished(
              in.readLong(),
              in.readLong(),
              in.readDouble(),
              Encoding.numbers(in),
              in.readDouble(),
              in.readDouble(),
              in.readLong(),
              in.readDouble());
      case 1 -> new TrainingEvent.Validated(in.readLong(), in.readLong(), Encoding.numbers(in));
      case 2 ->
          new TrainingEvent.EpochFinished(
              in.readLong(),
              in.readLong(),
              in.readDouble(),
              Encoding.numbers(in),
              in.readDouble(),
              in.readDouble(),
              in.readDouble());
      case 3 -> new TrainingEvent.Finished(Encoding.text(in), in.readLong());
      case 4 -> new TrainingEvent.Resumed(in.readLong(), in.readLong(), Encoding.text(in));
      case 5 -> new TrainingEvent.Saved(in.readLong(), Encoding.text(in), Encoding.text(in));
      case 6 -> new TrainingEvent.Timed(in.readLong(), Encoding.list(in, EventEncoding::readTimes));
      case 7 ->
          new TrainingEvent.Started(
              in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
      case 8 ->
          new TrainingEvent.Distributed(
              in.readLong(), in.readLong(), Encoding.list(in, EventEncoding::distribution));
      default -> throw new IOException("expected an event of type 0 to 8, got " + type);
    };
  }

  private static void write(DataOutputStream out, WorkerTimes times) throws IOException {
    out.writeInt(times.worker());
    out.writeLong(times.steps());
    out.writeDouble(times.dataSeconds());
    out.writeDouble(times.computeSeconds());
    out.writeDouble(times.communicationSeconds());
    out.writeDouble(times.updateSeconds());
    out.writeLong(times.sentBytes());
  }

  private static WorkerTimes readTimes(DataInputStream in) throws IOException {
    return new WorkerTimes(
        in.readInt(),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readLong());
  }
}
