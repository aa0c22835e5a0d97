package io.kindling.test.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Hosts made of network namespaces (iproute2) on a bridge of this machine, which is the host of the
 * driver. The link between two of them can be cut, so that nothing passes and nobody is told, while
 * both still reach the driver.
 */
public final class NetworkHosts implements AutoCloseable {
  private static final String DRIVER = "10.77.0.1";

  private final String mark = "kd" + Long.toHexString(ProcessHandle.current().pid());
  private final int hosts;

  private NetworkHosts(int hosts) {
    this.hosts = hosts;
  }

  /** Returns what this machine lacks for it; empty when it lacks nothing. */
  public static Optional<String> lacking() {
    try (NetworkHosts trial = new NetworkHosts(1)) {
      trial.open();
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.of("network namespaces: " + e.getMessage());
    }
  }

  /** Makes hosts. */
  public static NetworkHosts open(int hosts) {
    NetworkHosts all = new NetworkHosts(hosts);
    all.open();
    return all;
  }

  private void open() {
    ip("link", "add", mark + "br", "type", "bridge");
    ip("addr", "add", DRIVER + "/24", "dev", mark + "br");
    ip("link", "set", mark + "br", "up");
    for (int host = 0; host < hosts; host++) {
      ip("netns", "add", name(host));
      ip("link", "add", port(host), "type", "veth", "peer", "name", "eth0", "netns", name(host));
      ip("link", "set", port(host), "master", mark + "br", "up");
      ip("-n", name(host), "addr", "add", address(host) + "/24", "dev", "eth0");
      ip("-n", name(host), "link", "set", "eth0", "up");
      ip("-n", name(host), "link", "set", "lo", "up");
    }
  }

  /** Returns the address of the driver, which all hosts reach. */
  public String driver() {
    return DRIVER;
  }

  /** Returns the address of a host. */
  public String address(int host) {
    return "10.77.0." + (host + 2);
  }

  /** Returns the words before a command that is to run on a host. */
  public List<String> on(int host) {
    return List.of("ip", "netns", "exec", name(host));
  }

  /** Cuts the links among hosts, or restores them. */
  public void cut(boolean isCut) {
    for (int host = 0; host < hosts; host++) {
      ip("link", "set", port(host), "type", "bridge_slave", "isolated", isCut ? "on" : "off");
    }
  }

  private String name(int host) {
    return mark + "-" + host;
  }

  private String port(int host) {
    return mark + "p" + host;
  }

  private static void ip(String... words) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
    } catch (IOException e) {
      throw new IllegalStateException(String.join(" ", command) + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    for (int host = 0; host < hosts; host++) {
      quietly("netns", "del", name(host));
    }
    quietly("link", "del", mark + "br");
  }

  private static void quietly(String... words) {
    try {
      ip(words);
    } catch (IllegalStateException e) {
      // What was not made needs not be removed.
      System.err.println(e.getMessage());
    }
  }
}
