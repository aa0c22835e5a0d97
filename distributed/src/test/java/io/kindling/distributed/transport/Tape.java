package io.kindling.distributed.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands between a worker and the one that calls it, and records what the caller says. */
final class Tape implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final ServerSocket listening;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private volatile Socket caller;
  private volatile Socket called;

  private Tape(ServerSocket listening) {
    this.listening = listening;
  }

  /** Opens one before a port. */
  static Tape before(int port) throws IOException {
    Tape tape = new Tape(new ServerSocket(0, 1, InetAddress.getByName(HOST)));
    start(() -> tape.run(port));
    return tape;
  }

  int port() {
    return listening.getLocalPort();
  }

  byte[] recorded() {
    synchronized (said) {
      return said.toByteArray();
    }
  }

  private void run(int port) throws IOException {
    caller = listening.accept();
    called = new Socket(HOST, port);
    start(() -> called.getInputStream().transferTo(caller.getOutputStream()));
    InputStream in = caller.getInputStream();
    OutputStream out = called.getOutputStream();
    byte[] piece = new byte[4096];
    for (int count = in.read(piece); count > 0; count = in.read(piece)) {
      synchronized (said) {
        said.write(piece, 0, count);
      }
      out.write(piece, 0, count);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // Either side has ended the connection.
                System.out.println("tape: " + e.getMessage());
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    caller.close();
    called.close();
  }
}
