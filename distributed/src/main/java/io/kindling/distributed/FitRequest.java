package io.kindling.distributed;

import io.kindling.training.RowFormat;
import java.util.List;

/**
 * What is trained. All of it is text and bytes, since it goes to the executors.
 *
 * @param network the architecture as JSON
 * @param spec the training specification as JSON
 * @param format how rows are packed
 * @param initial the first parameters in pieces, as {@code Parameters.toChunks} gives them
 */
public record FitRequest(String network, String spec, RowFormat format, List<byte[]> initial) {
  /** Copies the list. */
  public FitRequest {
    initial = List.copyOf(initial);
  }
}
