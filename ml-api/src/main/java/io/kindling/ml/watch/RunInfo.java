package io.kindling.ml.watch;

import io.kindling.layers.Network;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a fit before it begins.
 *
 * @param name tells runs apart
 * @param stage the name of the stage's class
 * @param params the values of the stage's params by name, as text
 * @param began in milliseconds since 1970
 */
public record RunInfo(
    String name,
    String stage,
    String uid,
    Map<String, String> params,
    Network network,
    long began) {
  /** Copies the map. */
  public RunInfo {
    params = new TreeMap<>(params);
  }

  /** Returns this under another name. */
  RunInfo named(String other) {
    return new RunInfo(other, stage, uid, params, network, began);
  }

  /** Returns the names and values of the stage's params, sorted. */
  @Override
  public Map<String, String> params() {
    return new TreeMap<>(params);
  }
}
