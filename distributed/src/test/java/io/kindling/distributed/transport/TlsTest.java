package io.kindling.distributed.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.network.netty.SparkTransportConf;
import org.apache.spark.network.util.TransportConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

/** With Spark's TLS for RPC on, workers speak TLS too, and the secret is asked for within it. */
final class TlsTest {
  private static final String HOST = "127.0.0.1";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path directory;

  private TransportConf conf() throws Exception {
    Path store = directory.resolve("keys.jks");
    if (!Files.exists(store)) {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "worker",
                  "-keyalg",
                  "RSA",
                  "-keysize",
                  "2048",
                  "-validity",
                  "2",
                  "-dname",
                  "CN=localhost",
                  "-storetype",
                  "JKS",
                  "-storepass",
                  "password",
                  "-keypass",
                  "password",
                  "-keystore",
                  store.toString())
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("keytool.log").toFile())
              .start();
      assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(keytool.exitValue()).isZero();
    }
    SparkConf conf =
        new SparkConf(false)
            .set("spark.ssl.rpc.enabled", "true")
            .set("spark.ssl.rpc.keyStore", store.toString())
            .set("spark.ssl.rpc.keyStorePassword", "password")
            .set("spark.ssl.rpc.keyPassword", "password")
            .set("spark.ssl.rpc.trustStore", store.toString())
            .set("spark.ssl.rpc.trustStorePassword", "password")
            .set("spark.ssl.rpc.protocol", "TLSv1.3");
    SecurityManager security =
        new SecurityManager(conf, Option.empty(), SecurityManager.$lessinit$greater$default$3());
    return SparkTransportConf.fromSparkConf(
        conf, "kindling", 1, Option.empty(), Option.apply(security.getRpcSSLOptions()));
  }

  private Links worker(int rank, String secret, CompletableFuture<String> heard) throws Exception {
    Station station = new Station(conf(), new SessionSecret(secret), HOST, 0, 1);
    return Links.listen(station, rank, 2, "alike", LIMIT, new Listener(heard));
  }

  @Test
  void workersWithTheSecret_hearEachOther() throws Exception {
    CompletableFuture<String> small = new CompletableFuture<>();
    try (Links listening = worker(0, "known", small);
        Links calling = worker(1, "known", new CompletableFuture<>())) {
      calling.connect(List.of(new Peer(0, HOST, listening.port())));
      ByteBuffer text = ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8));
      calling.post(0, new Header(Header.Kind.SMALL, 0, 5), text);

      assertThat(small.get(30, TimeUnit.SECONDS)).isEqualTo("hello");
    }
  }

  @Test
  void streams_arriveWhole() throws Exception {
    CompletableFuture<String> arrived = new CompletableFuture<>();
    try (Links listening = worker(0, "known", arrived);
        Links calling = worker(1, "known", new CompletableFuture<>())) {
      calling.connect(List.of(new Peer(0, HOST, listening.port())));
      ByteBuffer payload = ByteBuffer.allocateDirect(1_000_003);
      CompletableFuture<Void> acknowledged = new CompletableFuture<>();
      Header header = new Header(Header.Kind.REDUCE, 0, payload.remaining());
      calling.stream(0, header, payload, () -> acknowledged.complete(null));

      acknowledged.get(30, TimeUnit.SECONDS);
      assertThat(arrived.get(30, TimeUnit.SECONDS)).isEqualTo("1000003 bytes");
    }
  }

  @Test
  void anotherSecret_isRefusedWithinTls() throws Exception {
    try (Links listening = worker(0, "known", new CompletableFuture<>());
        Links stranger = worker(1, "guessed", new CompletableFuture<>())) {
      assertThatThrownBy(() -> stranger.connect(List.of(new Peer(0, HOST, listening.port()))))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void plainWords_areRefused() throws Exception {
    try (Links listening = worker(0, "known", new CompletableFuture<>());
        Socket socket = new Socket(HOST, listening.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(new byte[100]);
      // TLS answers with an alert of a few bytes, which says nothing, and closes.
      int read = 0;
      try {
        while (read < 1_000 && socket.getInputStream().read() >= 0) {
          read++;
        }
      } catch (IOException reset) {
        assertThat(reset).hasMessageContaining("reset");
      }
      assertThat(read).isLessThan(1_000);
    }
  }

  private record Listener(CompletableFuture<String> heard) implements Inbox {
    @Override
    public Window window() {
      return new Window(2, 1 << 20);
    }

    @Override
    public Sink open(int rank, Header header) {
      return new Sink() {
        private int bytes;

        @Override
        public void accept(ByteBuffer piece) {
          bytes += piece.remaining();
        }

        @Override
        public void complete() {
          heard.complete(bytes + " bytes");
        }
      };
    }

    @Override
    public void small(int rank, Header header, ByteBuffer payload) {
      heard.complete(StandardCharsets.UTF_8.decode(payload).toString());
    }

    @Override
    public void lost(int rank, Throwable cause) {
      // Tests end connections as they like.
    }
  }
}
