package io.kindling.layers;

/**
 * What a network gives.
 *
 * @param name the name for those who use the network
 * @param from the name of the layer, or input, that is given
 */
public record NetworkOutput(String name, String from) {
  /** Checks the name. */
  public NetworkOutput {
    Names.check("Output", name);
  }
}
