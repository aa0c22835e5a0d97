package io.kindling.distributed.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.network.netty.SparkTransportConf;
import org.apache.spark.network.util.TransportConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;

/** Whoever does not know the secret of a session can neither store nor read anything. */
final class StrangerTest {
  private static final String HOST = "127.0.0.1";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final List<Links> open = new ArrayList<>();
  private final Recorder inbox = new Recorder();
  private Links worker;

  @BeforeEach
  void listen() {
    worker = worker(0, "shared", inbox, false, "alike");
  }

  @AfterEach
  void close() {
    open.forEach(Links::close);
  }

  private Links worker(int rank, String secret, Inbox to, boolean encrypted, String agreement) {
    Station station = new Station(conf(encrypted), new SessionSecret(secret), HOST, 0, 1);
    Links links = Links.listen(station, rank, 2, agreement, LIMIT, to);
    open.add(links);
    return links;
  }

  private static TransportConf conf(boolean encrypted) {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.network.crypto.enabled", Boolean.toString(encrypted))
            .set("spark.network.crypto.saslFallback", "false");
    return SparkTransportConf.fromSparkConf(conf, "kindling", 1, Option.empty(), Option.empty());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWorkerWithTheSecret_isHeard(boolean encrypted) throws Exception {
    Links listening = worker(0, "known", inbox, encrypted, "alike");
    Links other = worker(1, "known", new Recorder(), encrypted, "alike");

    other.connect(List.of(new Peer(0, HOST, listening.port())));
    other.post(0, new Header(Header.Kind.SMALL, 3, 5), utf8("hello"));

    assertThat(inbox.arrived.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(inbox.text).isEqualTo("1 SMALL 3 hello");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anotherSecret_isRefused(boolean encrypted) {
    Links listening = worker(0, "known", inbox, encrypted, "alike");
    Links stranger = worker(1, "guessed", new Recorder(), encrypted, "alike");

    assertThatThrownBy(() -> stranger.connect(List.of(new Peer(0, HOST, listening.port()))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("worker 0 on " + HOST);
  }

  @Test
  void anotherAgreement_isRefusedWithBoth() {
    Links other = worker(1, "shared", new Recorder(), false, "different");

    assertThatThrownBy(() -> other.connect(List.of(new Peer(0, HOST, worker.port()))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("[alike]")
        .hasMessageContaining("[different]");
  }

  @Test
  void anOversizedFrame_isCutOffBeforeItIsStored() throws Exception {
    try (Socket socket = new Socket(HOST, worker.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(ByteBuffer.allocate(8).putLong(1L << 30).array());
      long written = 8;
      byte[] piece = new byte[4096];
      try {
        while (written < 64L << 20) {
          out.write(piece);
          written += piece.length;
        }
      } catch (IOException expected) {
        assertThat(expected).isInstanceOf(IOException.class);
      }

      // What was written beyond the limit lay in the sockets of both sides, never in the worker.
      assertThat(written).isLessThan(64L << 20);
      assertClosed(socket);
    }
    assertThat(Gate.LIMIT).isLessThanOrEqualTo(64 * 1024);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 6, 9, 11, 12})
  void everyKindOfMessage_isRefusedWithoutAnAnswer(int type) throws Exception {
    // Types of Spark's protocol: chunk and RPC requests, streams, one-way messages, uploads and
    // requests for merged blocks; bodies are zeros.
    byte[] body = new byte[64];
    ByteBuffer frame =
        ByteBuffer.allocate(8 + 1 + body.length)
            .putLong(8 + 1 + body.length)
            .put((byte) type)
            .put(body);
    try (Socket socket = new Socket(HOST, worker.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(frame.array());

      assertClosed(socket);
    }
    assertThat(inbox.text).isEmpty();
  }

  @Test
  void wordsOfAnotherProtocol_areRefused() throws Exception {
    try (Socket socket = new Socket(HOST, worker.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(utf8("GET / HTTP/1.1\r\nHost: kindling\r\n\r\n").array());

      assertClosed(socket);
    }
  }

  @Test
  void manySilentConnections_leaveRoomForNoMore() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < Doorkeeper.STRANGERS; i++) {
        silent.add(new Socket(HOST, worker.port()));
      }
      // Accepting is asynchronous: each connection is counted when its pipeline is made.
      for (int tries = 0; tries < 200; tries++) {
        try (Socket more = new Socket(HOST, worker.port())) {
          more.setSoTimeout(100);
          if (isClosed(more)) {
            return;
          }
        }
      }
      throw new AssertionError("every further connection stayed open");
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void aReplayedHandshake_isRefused() throws Exception {
    byte[] recorded;
    try (Tape tape = Tape.before(worker.port())) {
      Links other = worker(1, "shared", new Recorder(), false, "alike");
      other.connect(List.of(new Peer(0, HOST, tape.port())));
      other.post(0, new Header(Header.Kind.SMALL, 3, 5), utf8("hello"));
      assertThat(inbox.arrived.await(20, TimeUnit.SECONDS)).isTrue();
      recorded = tape.recorded();
    }
    assertThat(recorded.length).isGreaterThan(100);
    inbox.text = "";

    try (Socket socket = new Socket(HOST, worker.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(recorded);

      // The worker answers the greeting with a key of its own, and what follows is none of it.
      byte[] answered = socket.getInputStream().readAllBytes();
      assertThat(answered.length).isLessThan(Gate.LIMIT);
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    assertThat(inbox.text).isEmpty();
  }

  private static void assertClosed(Socket socket) {
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  private static boolean isClosed(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      return in.read() == -1;
    } catch (java.net.SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Keeps what a worker heard. */
  private static final class Recorder implements Inbox {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private volatile String text = "";

    @Override
    public Window window() {
      return new Window(2, 1 << 20);
    }

    @Override
    public Sink open(int rank, Header header) {
      throw new IllegalStateException("no streams here");
    }

    @Override
    public void small(int rank, Header header, ByteBuffer payload) {
      text =
          rank
              + " "
              + header.kind()
              + " "
              + header.number()
              + " "
              + StandardCharsets.UTF_8.decode(payload);
      arrived.countDown();
    }

    @Override
    public void lost(int rank, Throwable cause) {
      // Tests end connections as they like.
    }
  }
}
