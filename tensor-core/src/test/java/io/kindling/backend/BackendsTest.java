package io.kindling.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.backend.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackendsTest {
  private static final BackendProvider REFERENCE = new ReferenceBackend.Provider();

  private final Logger logger = (Logger) LogManager.getLogger(Backends.class);
  private final Recorder recorder = new Recorder();

  @BeforeEach
  void listen() {
    recorder.start();
    logger.addAppender(recorder);
    logger.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    logger.removeAppender(recorder);
    logger.setAdditive(true);
  }

  @Test
  void find_seesTheReference() {
    assertThat(Backends.find().names()).contains("auto", "reference");
    assertThat(Backends.find().open("reference", 1).name()).isEqualTo("reference");
  }

  @Test
  void open_unknownName_listsTheNames() {
    assertThatThrownBy(() -> Backends.of(List.of(REFERENCE)).open("cuda", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected one of [auto, reference], got \"cuda\"");
  }

  @Test
  void auto_nothingNative_computesInJavaAndSaysSoOnce() {
    Backends backends = Backends.of(List.of(REFERENCE));
    assertThat(backends.open("auto", 1).name()).isEqualTo("reference");
    backends.open("auto", 1);
    assertThat(recorder.lines)
        .containsExactly(
            "WARN Backend auto: computing in plain Java, many times slower, because no native"
                + " backend is on the class path");
  }

  @Test
  void auto_platformWithoutBuild_computesInJavaWithTheReason() {
    Backends backends = Backends.of(List.of(REFERENCE, new Native("no build for vax", "")));
    assertThat(backends.open("auto", 1).name()).isEqualTo("reference");
    assertThat(recorder.lines)
        .containsExactly(
            "WARN Backend auto: computing in plain Java, many times slower, because no build for"
                + " vax");
    assertThatThrownBy(() -> backends.open("native", 1))
        .isInstanceOf(NativeException.class)
        .hasMessage("no build for vax");
  }

  @Test
  void auto_loadingFails_warnsWithCauseAndPath() {
    Backends backends = Backends.of(List.of(new Native("", "/cache: no exec"), REFERENCE));
    assertThat(backends.open("auto", 1).name()).isEqualTo("reference");
    assertThat(recorder.lines).hasSize(1);
    assertThat(recorder.lines.get(0))
        .startsWith("WARN")
        .contains("/cache: no exec")
        .contains("UnsatisfiedLinkError: mmap");
  }

  @Test
  void named_loadingFails_failsWithTheLoadersMessage() {
    Backends backends = Backends.of(List.of(new Native("", "/cache: no exec"), REFERENCE));
    assertThatThrownBy(() -> backends.open("native", 1))
        .isInstanceOf(NativeException.class)
        .hasMessage("/cache: no exec")
        .hasRootCauseMessage("mmap");
  }

  @Test
  void auto_failureThatIsNoLoading_isNotHidden() {
    Backends backends = Backends.of(List.of(new Native("", ""), REFERENCE));
    assertThatThrownBy(() -> backends.open("auto", 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private record Native(String reason, String failure) implements BackendProvider {
    @Override
    public String name() {
      return "native";
    }

    @Override
    public Optional<String> unsupported() {
      return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }

    @Override
    public Backend open(int threads) {
      if (threads < 1) {
        throw new IllegalArgumentException("threads");
      }
      throw new NativeException(failure, new UnsatisfiedLinkError("mmap"));
    }
  }

  private static final class Recorder extends AbstractAppender {
    private final List<String> lines = new ArrayList<>();

    Recorder() {
      super("recorder", null, null, false, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      Level level = event.getLevel();
      lines.add(level + " " + event.getMessage().getFormattedMessage());
    }
  }
}
