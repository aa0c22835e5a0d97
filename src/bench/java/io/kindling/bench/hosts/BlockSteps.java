package io.kindling.bench.hosts;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockData;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BroadcastBlockId;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.io.ChunkedByteBuffer;
import scala.Option;
import scala.reflect.ClassTag;

/**
 * A stand-in for parameters that are exchanged through Spark's blocks, as BigDL does: in a first
 * job every task stores its gradient in slices, in a second every task fetches its slice of all,
 * sums it and stores the sum, which the first job of the next step fetches.
 */
final class BlockSteps {
  private BlockSteps() {}

  /** Returns the seconds of a step, the mean of some. */
  static double seconds(JavaSparkContext context, int workers, int elements, int steps) {
    List<Integer> tasks = IntStream.range(0, workers).boxed().toList();
    long began = 0;
    for (int step = -2; step < steps; step++) {
      began = step == 0 ? System.nanoTime() : began;
      int number = step + 2;
      context
          .parallelize(tasks, workers)
          .foreach(
              task -> {
                for (int owner = 0; number > 0 && owner < workers; owner++) {
                  read(number - 1, "sum", owner, owner);
                }
                for (int owner = 0; owner < workers; owner++) {
                  store(number, "part", task, owner, new float[elements / workers]);
                }
              });
      context
          .parallelize(tasks, workers)
          .foreach(
              task -> {
                float[] sum = new float[elements / workers];
                for (int from = 0; from < workers; from++) {
                  ByteBuffer part = read(number, "part", from, task);
                  for (int i = 0; i < sum.length; i++) {
                    sum[i] += part.getFloat(i * Float.BYTES);
                  }
                }
                store(number, "sum", task, task, sum);
              });
    }
    return (System.nanoTime() - began) / 1e9 / steps;
  }

  private static BroadcastBlockId name(int step, String what, int from, int owner) {
    // Any name that is a block's will do.
    return new BroadcastBlockId(1_000_000_000L + step, what + "_" + from + "_" + owner);
  }

  private static void store(int step, String what, int from, int owner, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    SparkEnv.get()
        .blockManager()
        .putBytes(
            name(step, what, from, owner),
            new ChunkedByteBuffer(bytes),
            StorageLevel.MEMORY_ONLY_SER(),
            true,
            ClassTag.apply(byte[].class));
  }

  private static ByteBuffer read(int step, String what, int from, int owner) {
    BlockManager manager = SparkEnv.get().blockManager();
    BroadcastBlockId id = name(step, what, from, owner);
    Option<BlockData> near = manager.getLocalBytes(id);
    if (near.isEmpty()) {
      return manager.getRemoteBytes(id).get().toByteBuffer();
    }
    ByteBuffer bytes = near.get().toByteBuffer();
    manager.releaseLock(id, Option.empty());
    return bytes;
  }
}
