package io.kindling.test.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/**
 * A cluster of Spark's own: a master and workers, each a process, started from the classes of
 * Maven's jars.
 */
public final class StandaloneCluster implements AutoCloseable {
  private final String host;
  private final int port;
  private final Path folder;
  private final List<Process> processes = new ArrayList<>();

  private StandaloneCluster(String host, int port, Path folder) {
    this.host = host;
    this.port = port;
    this.folder = folder;
  }

  /**
   * Starts a master.
   *
   * @param host its address, which is the driver's too
   * @param folder for logs and the work of executors
   */
  public static StandaloneCluster start(String host, Path folder) throws Exception {
    SparkHome.prepare();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      port = free.getLocalPort();
    }
    StandaloneCluster cluster = new StandaloneCluster(host, port, folder);
    cluster.launch(
        List.of(),
        "org.apache.spark.deploy.master.Master",
        List.of("--host", host, "--port", Integer.toString(port), "--webui-port", "0"));
    cluster.awaitMaster();
    return cluster;
  }

  private void awaitMaster() throws InterruptedException {
    for (int tries = 0; tries < 600; tries++) {
      try (Socket connection = new Socket(host, port)) {
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException("StandaloneCluster: no master. See " + folder);
  }

  /** Starts a worker on this machine. */
  public StandaloneCluster worker(int cores, int megabytes) {
    return worker(List.of(), host, cores, megabytes);
  }

  /**
   * Starts a worker.
   *
   * @param prefix words before its command, such as those that enter a network namespace
   * @param address its own
   */
  public StandaloneCluster worker(List<String> prefix, String address, int cores, int megabytes) {
    launch(
        prefix,
        "org.apache.spark.deploy.worker.Worker",
        List.of(
            "--host",
            address,
            "--cores",
            Integer.toString(cores),
            "--memory",
            megabytes + "m",
            "--webui-port",
            "0",
            "--work-dir",
            folder.resolve("work-" + processes.size()).toString(),
            master()));
    return this;
  }

  private void launch(List<String> prefix, String main, List<String> arguments) {
    Path log = folder.resolve("process-" + processes.size() + ".log");
    List<String> command = new ArrayList<>(prefix);
    command.addAll(OtherJvm.command(main, OtherJvm.classPath(), arguments.toArray(new String[0])));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    int at = arguments.indexOf("--host");
    builder.environment().put("SPARK_LOCAL_IP", arguments.get(at + 1));
    try {
      Files.createDirectories(folder);
      processes.add(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the address of the master. */
  public String master() {
    return "spark://" + host + ":" + port;
  }

  /** Returns a session builder; the caller closes the session before this cluster. */
  public SparkSession.Builder session(int megabytes) {
    return SparkHome.session(master(), host, megabytes);
  }

  @Override
  public void close() throws InterruptedException {
    // Workers end their executors when they are asked to end.
    for (int i = processes.size() - 1; i >= 0; i--) {
      Process process = processes.get(i);
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
    }
  }
}
