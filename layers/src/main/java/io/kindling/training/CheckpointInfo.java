package io.kindling.training;

import io.kindling.layers.json.JsonCodec;
import io.kindling.layers.json.JsonTypes;

/**
 * What a checkpoint says about itself.
 *
 * @param network the architecture as JSON
 * @param spec the training specification as JSON
 * @param steps that were done
 * @param stepsPerEpoch of the data, by which steps become epochs
 * @param rows of the training data
 */
public record CheckpointInfo(
    String network, String spec, long steps, long stepsPerEpoch, long rows) {
  private static final JsonTypes TYPES = JsonTypes.none().with(CheckpointInfo.class);

  String toJson() {
    return JsonCodec.of(TYPES).toJson(this);
  }

  static CheckpointInfo fromJson(String json) {
    return JsonCodec.of(TYPES).fromJson(json, CheckpointInfo.class);
  }
}
