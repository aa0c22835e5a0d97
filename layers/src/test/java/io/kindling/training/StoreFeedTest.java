package io.kindling.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.graph.Type;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StoreFeedTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final RowFormat FORMAT =
      new RowFormat(
          List.of(
              new RowFormat.Field("pixels", DataType.UINT8, Shape.of(2, 2)),
              new RowFormat.Field("label", DataType.INT32, Shape.scalar())));
  private static final Map<String, Type> INPUTS =
      Map.of(
          "pixels",
          Type.float32(Shape.BATCH, 2, 2),
          "label",
          new Type(DataType.INT64, Shape.batched()));

  private static List<byte[]> rows(int count) {
    RowPacker packer = RowPacker.of(FORMAT);
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      packer.begin(i % 7).set(0, i % 256, 1, 2, 255).set(1, 0, i);
      rows.add(packer.row());
    }
    return rows;
  }

  private static StoreFeed open(RowStore store, int workers, int worker) {
    EpochOrder order = EpochOrder.shuffled(store.rows(), 37, 4);
    return StoreFeed.open(store, order, INPUTS, workers, worker, LIMIT);
  }

  /** Label and place of every row of an epoch, step by step. */
  private static Map<Long, Long> epoch(RowStore store, int workers) {
    Map<Long, Long> places = new HashMap<>();
    for (int worker = 0; worker < workers; worker++) {
      try (StoreFeed feed = open(store, workers, worker)) {
        for (long step = 0; step < feed.stepsPerEpoch(); step++) {
          Batch batch = feed.next();
          for (int row = 0; row < batch.rows(); row++) {
            long label = batch.tensors().get("label").getLong(row);
            Tensor pixels = batch.tensors().get("pixels");
            assertThat(pixels.getFloat(pixels.index(row, 0, 0))).isEqualTo(label % 256);
            assertThat(pixels.getFloat(pixels.index(row, 1, 1))).isEqualTo(255);
            assertThat(batch.weights().getFloat(row)).isEqualTo(label % 7);
            long place = step * 37 + batch.places().getLong(row);
            assertThat(places.put(label, place)).as("a row twice").isNull();
          }
        }
      }
    }
    return places;
  }

  @Test
  void everyRow_comesOnceAndAtTheSamePlaceForAnyWorkersAndAnyOrderOfInput() {
    List<byte[]> rows = rows(1003);
    Map<Long, Long> one = epoch(MemoryRowStore.of(FORMAT, 1, rows), 1);
    assertThat(one).hasSize(1003);
    assertThat(one.values()).doesNotHaveDuplicates();
    List<byte[]> mixed = new ArrayList<>(rows);
    Collections.shuffle(mixed, new Random(1));
    RowStore store = MemoryRowStore.of(FORMAT, 1, mixed);
    assertThat(epoch(store, 2)).isEqualTo(one);
    assertThat(epoch(store, 3)).isEqualTo(one);
    assertThat(epoch(MemoryRowStore.of(FORMAT, 2, mixed), 1)).isNotEqualTo(one);
  }

  @Test
  void seek_givesWhatWouldHaveCome() {
    RowStore store = MemoryRowStore.of(FORMAT, 1, rows(100));
    try (StoreFeed feed = open(store, 1, 0);
        StoreFeed other = open(store, 1, 0)) {
      List<long[]> labels = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        labels.add(feed.next().tensors().get("label").toLongs());
      }
      for (int i : new int[] {5, 2, 8, 0, 4}) {
        other.seek(i / 3, i % 3);
        assertThat(other.next().tensors().get("label").toLongs()).isEqualTo(labels.get(i));
        if (i < 8) {
          assertThat(other.next().tensors().get("label").toLongs()).isEqualTo(labels.get(i + 1));
        }
      }
      assertThat(labels.get(0)).isNotEqualTo(labels.get(3));
    }
  }

  @Test
  void batchesAhead_leaveTheOneInUseAlone() {
    AtomicLong reads = new AtomicLong();
    RowStore store = new Counting(MemoryRowStore.of(FORMAT, 1, rows(1000)), reads);
    EpochOrder order = EpochOrder.sequential(1000, 10);
    try (StoreFeed feed = StoreFeed.open(store, order, INPUTS, 1, 0, LIMIT)) {
      Set<Long> seen = new HashSet<>();
      for (int step = 0; step < 100; step++) {
        Batch batch = feed.next();
        long[] labels = batch.tensors().get("label").toLongs();
        if (step % 30 == 0) {
          // Eight batches of ten rows beside the one in use; then nothing more is read.
          long all = (step + 9) * 10;
          assertThat(Waiting.until(() -> reads.get() >= all, LIMIT)).isTrue();
          assertThat(Waiting.until(() -> reads.get() > all, Duration.ofMillis(50))).isFalse();
        }
        assertThat(batch.tensors().get("label").toLongs()).isEqualTo(labels);
        LongStream.of(labels).forEach(seen::add);
      }
      assertThat(seen).hasSize(1000);
    }
  }

  @Test
  void nextEpoch_isBegunWithOneBatchOnlyUntilItIsRead() {
    AtomicLong reads = new AtomicLong();
    RowStore store = new Counting(MemoryRowStore.of(FORMAT, 1, rows(30)), reads);
    EpochOrder order = EpochOrder.sequential(30, 10);
    try (StoreFeed feed = StoreFeed.open(store, order, INPUTS, 1, 0, LIMIT)) {
      for (long pass = 1; pass <= 3; pass++) {
        feed.seek(0, 0);
        for (int step = 0; step < 3; step++) {
          assertThat(feed.next().rows()).isEqualTo(10);
        }
        long all = pass * 40;
        assertThat(Waiting.until(() -> reads.get() >= all, LIMIT)).isTrue();
        assertThat(Waiting.until(() -> reads.get() > all, Duration.ofMillis(50))).isFalse();
      }
      // Who goes on reads ahead again: the rest of this epoch and one batch of the next.
      feed.next();
      assertThat(Waiting.until(() -> reads.get() >= 150, LIMIT)).isTrue();
      assertThat(Waiting.until(() -> reads.get() > 150, Duration.ofMillis(50))).isFalse();
    }
  }

  @Test
  void workerWithoutRowsInAStep_getsAnEmptyBatch() {
    RowStore store = MemoryRowStore.of(FORMAT, 1, rows(1));
    try (StoreFeed feed = open(store, 2, 1)) {
      Batch batch = feed.next();
      assertThat(batch.rows()).isZero();
      assertThat(batch.tensors().get("pixels").shape()).isEqualTo(Shape.of(0, 2, 2));
    }
  }

  @Test
  void failureOfTheStore_reachesTheReader() {
    RowStore broken =
        new Broken(
            () -> {
              throw new IllegalStateException("disk gone");
            });
    try (StoreFeed feed = open(broken, 1, 0)) {
      assertThatThrownBy(feed::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("epoch 0 step 0")
          .hasRootCauseMessage("disk gone");
    }
  }

  @Test
  void storeThatHangs_isNamedAfterTheLimit() {
    RowStore hanging =
        new Broken(
            () -> {
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    EpochOrder order = EpochOrder.shuffled(hanging.rows(), 37, 4);
    try (StoreFeed feed = StoreFeed.open(hanging, order, INPUTS, 1, 0, Duration.ofMillis(50))) {
      assertThatThrownBy(feed::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("expected the rows of epoch 0 step 0 within");
    }
  }

  @Test
  void closedFeedAndFormatsThatDoNotFit_areRefused() {
    RowStore store = MemoryRowStore.of(FORMAT, 1, rows(10));
    StoreFeed feed = open(store, 1, 0);
    feed.next();
    feed.close();
    assertThatThrownBy(feed::next).hasMessageContaining("closed");
    EpochOrder order = EpochOrder.sequential(10, 5);
    Map<String, Type> other = Map.of("image", Type.float32(Shape.BATCH, 4));
    assertThatThrownBy(() -> StoreFeed.open(store, order, other, 1, 0, LIMIT))
        .hasMessageContaining("expected a field \"image\"");
    assertThatThrownBy(() -> StoreFeed.open(store, order, INPUTS, 2, 2, LIMIT))
        .hasMessageContaining("worker below 2");
    assertThatThrownBy(() -> MemoryRowStore.of(FORMAT, 1, List.of(new byte[3])))
        .hasMessageContaining("got 3");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"FLOAT16", "BFLOAT16"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyStoredType_becomesFloat32(DataType stored) {
    RowFormat format = new RowFormat(List.of(new RowFormat.Field("x", stored, Shape.of(3))));
    double largest = stored == DataType.BOOL ? 1 : 100;
    byte[] row = RowPacker.of(format).begin(1).set(0, 0, largest, 1).row();
    RowDecoder decoder = new RowDecoder(format.fields().get(0), 4, DataType.FLOAT32);
    Tensor to = Tensor.zeros(2, 3);
    decoder.decode(row, to, 1);
    assertThat(to.toFloats()).containsExactly(0, 0, 0, 0, (float) largest, 1);
    RowDecoder whole = new RowDecoder(format.fields().get(0), 4, DataType.INT64);
    Tensor longs = Tensor.zeros(DataType.INT64, Shape.of(1, 3));
    whole.decode(row, longs, 0);
    assertThat(longs.toLongs()).containsExactly(0, (long) largest, 1);
  }

  @Test
  void packer_refusesWhatATypeCannotHold() {
    RowPacker packer = RowPacker.of(FORMAT).begin(1);
    assertThatThrownBy(() -> packer.set(0, 0, 256)).hasMessageContaining("UINT8 can hold");
    assertThatThrownBy(() -> packer.set(1, 0, 0.5)).hasMessageContaining("got 0.5");
    assertThatThrownBy(() -> packer.set(1, 0, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> packer.set(0, new float[3])).hasMessageContaining("4 elements");
    assertThatThrownBy(() -> packer.set(0, 4, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private record Broken(Runnable reading) implements RowStore {
    @Override
    public RowFormat format() {
      return FORMAT;
    }

    @Override
    public long rows() {
      return 5;
    }

    @Override
    public void read(int shard, long index, byte[] row, int offset) {
      reading.run();
    }

    @Override
    public void close() {}
  }

  private record Counting(RowStore store, AtomicLong reads) implements RowStore {
    @Override
    public RowFormat format() {
      return store.format();
    }

    @Override
    public long rows() {
      return store.rows();
    }

    @Override
    public void read(int shard, long index, byte[] row, int offset) {
      store.read(shard, index, row, offset);
      reads.incrementAndGet();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
