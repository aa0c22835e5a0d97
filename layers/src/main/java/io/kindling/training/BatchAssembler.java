package io.kindling.training;

import io.kindling.graph.Type;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the rows that one worker has of a step into a buffer. */
final class BatchAssembler {
  private final RowStore store;
  private final EpochOrder order;
  private final int workers;
  private final int worker;
  private final ByteBuffer row;

  BatchAssembler(RowStore store, EpochOrder order, int workers, int worker) {
    this.store = store;
    this.order = order;
    this.workers = workers;
    this.worker = worker;
    this.row = ByteBuffer.allocate(store.format().rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Returns a decoder for each field of the format.
   *
   * @param inputs the inputs that the graph wants, by name
   * @throws IllegalArgumentException when an input has no field, or one of another size
   */
  static List<RowDecoder> decoders(RowFormat format, Map<String, Type> inputs) {
    List<RowDecoder> decoders = new ArrayList<>();
    List<String> names = format.fields().stream().map(RowFormat.Field::name).toList();
    for (Map.Entry<String, Type> input : inputs.entrySet()) {
      int field = names.indexOf(input.getKey());
      long wanted = -input.getValue().shape().size();
      if (field < 0 || format.fields().get(field).shape().size() != wanted) {
        throw new IllegalArgumentException(
            "Feed: expected a field \""
                + input.getKey()
                + "\" for "
                + input.getValue()
                + ", got "
                + (field < 0 ? names : format.fields().get(field))
                + ". Pack rows with every input and target of the network.");
      }
      decoders.add(
          new RowDecoder(
              format.fields().get(field), format.offset(field), input.getValue().dataType()));
    }
    return decoders;
  }

  /** Returns this worker's rows of a step. */
  Batch assemble(FeedBuffer buffer, long epoch, long step) {
    buffer.reserve(order.share(epoch, step, workers, worker));
    long first = order.firstPlace(step);
    long end = first + order.stepRows(step);
    int count = 0;
    for (long place = first; place < end; place++) {
      int shard = order.shard(epoch, place);
      if (shard % workers == worker) {
        store.read(shard, order.index(epoch, place), row.array(), 0);
        buffer.set(count++, row.array(), row.getFloat(0), place - first);
      }
    }
    return buffer.batch(count);
  }
}
