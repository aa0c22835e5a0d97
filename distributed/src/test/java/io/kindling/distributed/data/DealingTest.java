package io.kindling.distributed.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.tensor.DataType;
import io.kindling.tensor.Shape;
import io.kindling.training.MemoryRowStore;
import io.kindling.training.RowFormat;
import io.kindling.training.RowStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Tuple2;

/** What the tasks of dealing do, without Spark between them: with ranges of a few rows only. */
final class DealingTest {
  private static final RowFormat FORMAT =
      new RowFormat(List.of(new RowFormat.Field("x", DataType.UINT8, Shape.of(7))));
  private static final int ROW = FORMAT.rowBytes();
  private static final long SEED = 3;

  private static List<byte[]> rows(int count, int distinct) {
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int value = new Random(i % distinct).nextInt();
      rows.add(ByteBuffer.allocate(ROW).putFloat(1).putInt(4, value).array());
    }
    Collections.shuffle(rows, new Random(1));
    return rows;
  }

  private static List<byte[]> blocks(List<byte[]> rows, int inBlock) {
    List<byte[]> blocks = new ArrayList<>();
    for (int first = 0; first < rows.size(); first += inBlock) {
      List<byte[]> some = rows.subList(first, Math.min(rows.size(), first + inBlock));
      ByteBuffer block = ByteBuffer.allocate(some.size() * ROW);
      some.forEach(block::put);
      blocks.add(block.array());
    }
    return blocks;
  }

  @ParameterizedTest
  @CsvSource({
    "5000, 5000, 1, 10", // ranges of one row, where a part has more than one
    "5000, 5000, 3, 200",
    "5000, 5000, 7, 4000",
    "30000, 30000, 2, 100000", // one range; a worker's rows in several chunks
    "5000, 1, 3, 50", // one row five thousand times: far more than a range holds
    "5000, 13, 2, 100",
    "5, 5, 4, 10",
  })
  void rangeByRange_everyWorkerHasTheRowsOfItsShardsInOrder(
      int count, int distinct, int workers, int rangeBytes) {
    List<byte[]> rows = rows(count, distinct);
    RowDealer dealer = new RowDealer(ROW, SEED, workers, rangeBytes);
    List<byte[]> packed = blocks(rows, 97);
    long[] counts = new long[HashRanks.BUCKETS];
    packed.forEach(block -> dealer.count(counts, block));
    HashRanks ranks = HashRanks.ofCounts(counts);
    List<Tuple2<byte[], Boolean>> sent = new ArrayList<>();
    new SentRows(packed.subList(0, packed.size() / 2).iterator(), dealer, ranks)
        .forEachRemaining(sent::add);
    new SentRows(packed.subList(packed.size() / 2, packed.size()).iterator(), dealer, ranks)
        .forEachRemaining(sent::add);
    MemoryRowStore expected = MemoryRowStore.of(FORMAT, SEED, rows);

    for (int worker = 0; worker < workers; worker++) {
      int own = worker;
      Iterator<Tuple2<byte[], Boolean>> chunks =
          sent.stream()
              .filter(pair -> RowChunk.worker(pair._1()) == own)
              .sorted((a, b) -> RowChunk.Order.INSTANCE.compare(a._1(), b._1()))
              .iterator();
      List<byte[]> got = new ArrayList<>();
      new OwnRows(chunks, ranks, dealer, worker).forEachRemaining(b -> addRows(b, got));

      assertThat(got).containsExactlyElementsOf(owned(expected, workers, worker));
    }
  }

  private static void addRows(byte[] block, List<byte[]> to) {
    for (int at = RowBlock.HEADER; at < block.length; at += ROW) {
      to.add(ByteBuffer.allocate(ROW).put(block, at, ROW).array());
    }
  }

  private static List<byte[]> owned(MemoryRowStore store, int workers, int worker) {
    List<byte[]> rows = new ArrayList<>();
    for (int shard = worker; shard < RowStore.SHARDS; shard += workers) {
      for (long i = 0; i < RowStore.size(store.rows(), shard); i++) {
        byte[] row = new byte[ROW];
        store.read(shard, i, row, 0);
        rows.add(row);
      }
    }
    return rows;
  }
}
