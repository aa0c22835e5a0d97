package io.kindling.bench.hosts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Hosts made of network namespaces around a switch, each with an address of its own; tc bounds what
 * each may send and receive. Takes root, iproute2 and tc; ends with {@link #close}.
 */
final class Hosts implements AutoCloseable {
  private static final long SECONDS = 20;

  private final String prefix = "kb" + ProcessHandle.current().pid();
  private final String hub = prefix + "-hub";
  private final int count;

  private Hosts(int count) {
    this.count = count;
  }

  /** Returns why there can be no such hosts here; empty when there can. */
  static Optional<String> missing() {
    String probe = "kb" + ProcessHandle.current().pid() + "-probe";
    try {
      run(List.of("tc", "-V"));
      run(List.of("ip", "netns", "add", probe));
      run(List.of("ip", "netns", "del", probe));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("no network namespaces here: " + e.getMessage());
    }
  }

  /**
   * Makes hosts.
   *
   * @param megabits what each may send, and receive, in a second; 0 for no bound
   * @param delayMicros added to what each sends
   */
  static Hosts open(int count, int megabits, int delayMicros) throws IOException {
    Hosts hosts = new Hosts(count);
    try {
      hosts.make(megabits, delayMicros);
      return hosts;
    } catch (IOException e) {
      hosts.close();
      throw e;
    }
  }

  private void make(int megabits, int delayMicros) throws IOException {
    ip("netns", "add", hub);
    in(hub, "ip", "link", "add", "br0", "type", "bridge");
    in(hub, "ip", "link", "set", "br0", "up");
    for (int host = 0; host < count; host++) {
      String own = name(host);
      String port = "p" + host;
      ip("netns", "add", own);
      ip("link", "add", port, "netns", hub, "type", "veth", "peer", "name", "eth0", "netns", own);
      in(hub, "ip", "link", "set", port, "master", "br0", "up");
      in(own, "ip", "addr", "add", address(host) + "/24", "dev", "eth0");
      in(own, "ip", "link", "set", "eth0", "up");
      in(own, "ip", "link", "set", "lo", "up");
      if (megabits > 0) {
        bound(own, "eth0", megabits);
        bound(hub, port, megabits);
      }
      if (delayMicros > 0) {
        List<String> delay = new ArrayList<>(List.of("tc", "qdisc", "add", "dev", "eth0"));
        delay.addAll(megabits > 0 ? List.of("parent", "1:1", "handle", "10:") : List.of("root"));
        delay.addAll(List.of("netem", "delay", delayMicros + "us"));
        in(own, delay.toArray(String[]::new));
      }
    }
  }

  private static void bound(String host, String device, int megabits) throws IOException {
    in(
        host,
        "tc",
        "qdisc",
        "add",
        "dev",
        device,
        "root",
        "handle",
        "1:",
        "tbf",
        "rate",
        megabits + "mbit",
        "burst",
        "64kb",
        "latency",
        "100ms");
  }

  private String name(int host) {
    return prefix + "-" + host;
  }

  /** Returns the address of a host. */
  static String address(int host) {
    return "10.77.0." + (host + 1);
  }

  /** Returns the command that runs another on a host. */
  List<String> on(int host, List<String> command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name(host)));
    all.addAll(command);
    return all;
  }

  private static void ip(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    run(command);
  }

  private static void in(String host, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", host));
    command.addAll(List.of(words));
    run(command);
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + ": " + said.trim());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    for (int host = 0; host < count; host++) {
      remove(name(host));
    }
    remove(hub);
  }

  private static void remove(String name) {
    try {
      ip("netns", "del", name);
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
    }
  }
}
