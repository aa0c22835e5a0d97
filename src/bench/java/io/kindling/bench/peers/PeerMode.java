package io.kindling.bench.peers;

import java.util.List;
import java.util.Map;

/**
 * A way to run a peer.
 *
 * @param name behind the peer's in tables; empty for the plain way
 * @param arguments of its program, after network, batch and threads
 * @param options of its JVM
 * @param environment what is set in its environment
 */
record PeerMode(
    String name, List<String> arguments, List<String> options, Map<String, String> environment) {
  static PeerMode of(String name, String... arguments) {
    return new PeerMode(name, List.of(arguments), List.of(), Map.of());
  }

  PeerMode with(String... more) {
    return new PeerMode(name, arguments, List.of(more), environment);
  }

  PeerMode set(String variable, String value) {
    return new PeerMode(name, arguments, options, Map.of(variable, value));
  }
}
