package io.kindling.distributed.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.distributed.LocalSpark;
import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.training.MemoryRowStore;
import io.kindling.training.RowFormat;
import io.kindling.training.RowStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows are dealt as the store in memory has them, however they came. */
final class DealtRowsTest {
  private static final RowFormat FORMAT =
      new RowFormat(List.of(new RowFormat.Field("x", DataType.UINT8, Shape.of(7))));
  private static final long SEED = 3;

  private static JavaSparkContext spark;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    spark = LocalSpark.cores(2);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static List<byte[]> rows(int count, int distinct) {
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          ByteBuffer.allocate(FORMAT.rowBytes())
              .putFloat(1)
              .putInt(4, new Random(i % distinct).nextInt())
              .array());
    }
    return rows;
  }

  private static JavaRDD<byte[]> packed(List<byte[]> rows, int blocks, int partitions) {
    List<byte[]> packed = new ArrayList<>();
    for (int b = 0; b < blocks; b++) {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      for (int i = b; i < rows.size(); i += blocks) {
        block.writeBytes(rows.get(i));
      }
      packed.add(block.toByteArray());
    }
    return spark.parallelize(packed, partitions);
  }

  @ParameterizedTest
  @CsvSource({
    "1003, 1003, 1, 1",
    "1003, 1003, 3, 4",
    "5000, 5000, 7, 5",
    "3, 3, 3, 2",
    "200, 1, 3, 3",
    "2000, 13, 5, 2",
    "839, 839, 2, 6",
    "1680, 1680, 8, 1"
  })
  void everyWorkersFile_hasTheRowsOfItsShards(
      int count, int distinct, int workers, int partitions) {
    List<byte[]> rows = rows(count, distinct);
    MemoryRowStore expected = MemoryRowStore.of(FORMAT, SEED, rows);
    List<byte[]> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(1));

    try (DealtRows dealt =
        DealtRows.deal(
            "Rows", packed(shuffled, 9, partitions), FORMAT.rowBytes(), SEED, workers, workers)) {
      assertThat(dealt.rows()).isEqualTo(count);
      assertThat(dealt.blocks().getNumPartitions()).isEqualTo(workers);
      List<List<byte[]>> parts = dealt.blocks().glom().collect();
      for (int worker = 0; worker < workers; worker++) {
        long digest = dealt.digests()[worker];
        Iterator<byte[]> blocks = parts.get(worker).iterator();
        try (RowFile file =
            RowFile.write(
                directory, worker % 2 == 1, FORMAT, count, workers, worker, blocks, digest)) {
          assertSame(file, expected, workers, worker);
        }
        blocks = parts.get(worker).iterator();
        RowFile kept =
            RowFile.keep(directory, false, FORMAT, count, workers, worker, blocks, digest);
        try (kept) {
          // So few rows stay in memory.
          assertThat(directory).isEmptyDirectory();
          assertSame(kept, expected, workers, worker);
        }
        int own = worker;
        assertThatThrownBy(() -> kept.read(own, 0, new byte[FORMAT.rowBytes()], 0))
            .hasMessageContaining("cannot read its rows");
      }
    }
    assertThat(directory).isEmptyDirectory();
    assertThat(spark.getPersistentRDDs()).isEmpty();
  }

  private static void assertSame(RowFile file, MemoryRowStore expected, int workers, int worker) {
    byte[] ours = new byte[FORMAT.rowBytes() + 1];
    byte[] theirs = new byte[FORMAT.rowBytes() + 1];
    for (int shard = worker; shard < RowStore.SHARDS; shard += workers) {
      for (long i = 0; i < RowStore.size(expected.rows(), shard); i++) {
        file.read(shard, i, ours, 1);
        expected.read(shard, i, theirs, 1);
        assertThat(ours).as("row %d of shard %d", i, shard).isEqualTo(theirs);
      }
    }
  }

  @Test
  void digests_areTheSameForEveryPartitioning() {
    List<byte[]> rows = rows(1003, 1003);
    long[] one;
    try (DealtRows dealt =
        DealtRows.deal("Rows", packed(rows, 5, 1), FORMAT.rowBytes(), SEED, 3, 3)) {
      one = dealt.digests();
    }
    try (DealtRows dealt =
        DealtRows.deal("Rows", packed(rows, 11, 6), FORMAT.rowBytes(), SEED, 3, 3)) {
      assertThat(dealt.digests()).isEqualTo(one);
    }
  }

  @Test
  void tooFewRows_areRefusedWithTheNumber() {
    assertThatThrownBy(
            () ->
                DealtRows.deal(
                    "Training rows", packed(rows(2, 2), 1, 1), FORMAT.rowBytes(), SEED, 3, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 workers, got 2");
    assertThatThrownBy(
            () -> DealtRows.deal("Training rows", spark.emptyRDD(), FORMAT.rowBytes(), SEED, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Training rows: expected at least one row, got none");
    assertThat(spark.getPersistentRDDs()).isEmpty();
  }

  @Test
  void damagedOrOtherBlocks_areNamed() {
    List<byte[]> rows = rows(50, 50);
    try (DealtRows dealt =
        DealtRows.deal("Rows", packed(rows, 1, 1), FORMAT.rowBytes(), SEED, 1, 1)) {
      List<byte[]> blocks = dealt.blocks().collect();
      byte[] damaged = blocks.get(0).clone();
      damaged[RowBlock.HEADER + 3] ^= 1;

      assertThatThrownBy(
              () ->
                  RowFile.write(
                      directory,
                      false,
                      FORMAT,
                      50,
                      1,
                      0,
                      List.of(damaged).iterator(),
                      dealt.digests()[0]))
          .hasMessageContaining("damaged");
      assertThatThrownBy(
              () -> RowFile.write(directory, false, FORMAT, 50, 1, 0, blocks.iterator(), 12345))
          .hasMessageContaining("data changed");
      byte[] more = blocks.get(0);
      assertThatThrownBy(
              () ->
                  RowFile.keep(directory, false, FORMAT, 20, 1, 0, List.of(more).iterator(), 12345))
          .hasMessageContaining("data changed");
    }
    assertThat(directory).isEmptyDirectory();
  }

  /** Rows that are others at every reading, which nobody can deal. */
  private static JavaRDD<byte[]> restless() {
    JavaRDD<byte[]> rdd =
        packed(rows(300, 300), 3, 2)
            .map(
                block -> {
                  new Random().nextBytes(block);
                  return block;
                });
    return new JavaRDD<>(rdd.rdd(), rdd.classTag()) {
      @Override
      public StorageLevel getStorageLevel() {
        // As if the caller had persisted them.
        return StorageLevel.MEMORY_ONLY();
      }
    };
  }

  @Test
  void rowsThatChangeBetweenReadings_areNamedAndNothingIsLeft() {
    assertThatThrownBy(
            () -> DealtRows.deal("Rows", restless(), FORMAT.rowBytes(), SEED, 2, 2).close())
        .hasStackTraceContaining("The data changed between two readings");
    assertThat(spark.getPersistentRDDs()).isEmpty();
  }

  @Test
  void encryptedFiles_showNothing() throws IOException {
    List<byte[]> rows = rows(50, 1);
    String secret = new String(rows.get(0), 4, 7, StandardCharsets.ISO_8859_1);
    try (DealtRows dealt =
        DealtRows.deal("Rows", packed(rows, 1, 1), FORMAT.rowBytes(), SEED, 1, 1)) {
      for (boolean encrypted : new boolean[] {false, true}) {
        try (RowFile file =
                RowFile.write(
                    directory,
                    encrypted,
                    FORMAT,
                    50,
                    1,
                    0,
                    dealt.blocks().collect().iterator(),
                    dealt.digests()[0]);
            Stream<Path> files = Files.list(directory)) {
          byte[] stored = Files.readAllBytes(files.findFirst().orElseThrow());
          assertThat(new String(stored, StandardCharsets.ISO_8859_1).contains(secret))
              .isEqualTo(!encrypted);
          assertThat(stored).hasSize(50 * FORMAT.rowBytes());
          assertThat(file.rows()).isEqualTo(50);
        }
      }
    }
  }

  @Test
  void halfRows_areRefused() {
    assertThatThrownBy(
            () ->
                DealtRows.deal(
                    "Rows",
                    spark.parallelize(List.of(new byte[FORMAT.rowBytes() + 1]), 1),
                    FORMAT.rowBytes(),
                    SEED,
                    1,
                    1))
        .hasStackTraceContaining("expected blocks of whole rows of 11 bytes, got 12 bytes");
  }
}
