package io.kindling.distributed.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.distributed.transport.Header.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.network.netty.SparkTransportConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Option;

/** Which way payloads take between two workers. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "memory is shared on Linux only")
final class LaneTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final SessionSecret SECRET = SessionSecret.create();

  private final List<Links> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Links::close);
  }

  private Links worker(int rank, String host, SparkConf conf, Inbox inbox) {
    Station station =
        new Station(
            SparkTransportConf.fromSparkConf(conf, "kindling", 1, Option.empty(), Option.empty()),
            SECRET,
            host,
            0,
            1);
    Links links = Links.listen(station, rank, 2, "alike", LIMIT, inbox);
    open.add(links);
    return links;
  }

  private static SparkConf conf() {
    return new SparkConf(false).set("spark.network.crypto.saslFallback", "false");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, spark.kindling.sharedMemory, true, 2",
    "127.0.0.1, spark.kindling.sharedMemory, false, 0",
    "127.0.0.1, spark.network.crypto.enabled, true, 0",
    "127.0.0.2, spark.kindling.sharedMemory, true, 0",
  })
  void memoryIsShared_onOneHost_unlessAnythingIsEncrypted(
      String host, String key, String value, int mappings) throws Exception {
    Heard heard = new Heard(new Window(2, 1000));
    Links listening = worker(0, host, conf().set(key, value), heard);
    Links calling = worker(1, "127.0.0.1", conf().set(key, value), heard);

    calling.connect(List.of(new Peer(0, host, listening.port())));
    BlockingQueue<Integer> arrived = new LinkedBlockingQueue<>();
    for (int number = 0; number < 4; number++) {
      ByteBuffer payload = ByteBuffer.allocateDirect(900 + number).put(0, (byte) number);
      int told = number;
      calling.stream(
          0, new Header(Kind.REDUCE, number, 900 + number), payload, () -> arrived.add(told));
      assertThat(heard.next())
          .isEqualTo("1 REDUCE %d: %d bytes, %d".formatted(number, 900 + number, number));
      assertThat(arrived.poll(20, TimeUnit.SECONDS)).isEqualTo(number);
    }

    assertThat(mappings()).isEqualTo(mappings);
    assertThat(listening.arrived()).isEqualTo(calling.sentBytes()).isEqualTo(3606);
    calling.close();
    // The other side sees the end of the connection on a thread of its own.
    for (int i = 0; i < 400 && mappings() > 0; i++) {
      Thread.sleep(50);
    }
    assertThat(mappings()).isZero();
  }

  @Test
  void aStreamThatIsTooLongForItsPlace_comesThroughTheConnection() throws Exception {
    Heard heard = new Heard(new Window(2, 1000));
    Links listening = worker(0, "127.0.0.1", conf(), heard);
    Links calling = worker(1, "127.0.0.1", conf(), heard);
    calling.connect(List.of(new Peer(0, "127.0.0.1", listening.port())));

    calling.stream(0, new Header(Kind.GATHER, 0, 1001), ByteBuffer.allocateDirect(1001), () -> {});
    calling.stream(0, new Header(Kind.GATHER, 1, 1000), ByteBuffer.allocateDirect(1000), () -> {});

    assertThat(heard.next()).isEqualTo("1 GATHER 0: 1001 bytes, 0");
    assertThat(heard.next()).isEqualTo("1 GATHER 1: 1000 bytes, 0");
    assertThat(mappings()).isEqualTo(2);
  }

  @Test
  void workersThatDisagreeOnTheWindow_useTheConnection() throws Exception {
    Heard heard = new Heard(new Window(2, 1000));
    Links listening = worker(0, "127.0.0.1", conf(), heard);
    Links calling = worker(1, "127.0.0.1", conf(), new Heard(new Window(2, 5000)));
    calling.connect(List.of(new Peer(0, "127.0.0.1", listening.port())));

    calling.stream(0, new Header(Kind.GATHER, 0, 3000), ByteBuffer.allocateDirect(3000), () -> {});

    assertThat(heard.next()).isEqualTo("1 GATHER 0: 3000 bytes, 0");
    assertThat(mappings()).isZero();
  }

  @Test
  void memoryThatNobodyShares_isRefused() throws Exception {
    Heard heard = new Heard(new Window(2, 1000));
    Links listening =
        worker(0, "127.0.0.1", conf().set("spark.kindling.sharedMemory", "false"), heard);
    Links calling =
        worker(1, "127.0.0.1", conf().set("spark.kindling.sharedMemory", "false"), heard);
    calling.connect(List.of(new Peer(0, "127.0.0.1", listening.port())));

    calling.post(0, new Header(Kind.REDUCE, 0, 900), ByteBuffer.allocate(0));

    assertThat(heard.next()).contains("lost").contains("expected no shared memory");
  }

  private static long mappings() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(line -> line.contains("/dev/shm/kindling-")).count();
    }
  }

  /** Keeps what came, in order. */
  private static final class Heard implements Inbox {
    private final BlockingQueue<String> all = new LinkedBlockingQueue<>();
    private final Window window;

    Heard(Window window) {
      this.window = window;
    }

    String next() throws InterruptedException {
      return String.valueOf(all.poll(20, TimeUnit.SECONDS));
    }

    @Override
    public Window window() {
      return window;
    }

    @Override
    public Sink open(int rank, Header header) {
      ByteBuffer bytes = ByteBuffer.allocate(header.bytes());
      return new Sink() {
        @Override
        public void accept(ByteBuffer piece) {
          bytes.put(piece);
        }

        @Override
        public void complete() {
          String name = rank + " " + header.kind() + " " + header.number();
          all.add(name + ": " + bytes.position() + " bytes, " + bytes.get(0));
        }
      };
    }

    @Override
    public void small(int rank, Header header, ByteBuffer payload) {
      all.add("small " + header);
    }

    @Override
    public void lost(int rank, Throwable cause) {
      all.add("lost " + rank + ": " + cause);
    }
  }
}
