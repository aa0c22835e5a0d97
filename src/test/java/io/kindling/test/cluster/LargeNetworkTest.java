package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.test.support.OtherJvm;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of 138 million parameters where every process has a heap of 1 GiB. */
@Tag("slow")
final class LargeNetworkTest {
  private static final long LIMIT_SECONDS = 900;

  /** Buffers, code and threads that come while it runs; 0.1 of them are 55 MB. */
  private static final double BESIDE = 0.3;

  /** What sends the model to the executors keeps buffers. */
  private static final double SENDING = 0.6;

  @Test
  void vgg16OfImageNetSize_trainsSavesLoadsAndScoresInSmallHeaps(@TempDir Path folder)
      throws Exception {
    OtherJvm.Outcome outcome = OtherJvm.run(LargeNetwork.class, LIMIT_SECONDS, folder.toString());

    outcome.output().lines().forEach(System.out::println);
    assertThat(outcome.status()).as(outcome.errors()).isZero();
    assertThat(value(outcome, "parameters")).isEqualTo("138357544");
    assertThat(value(outcome, "same")).isEqualTo("true");
    assertThat(value(outcome, "agree")).isEqualTo("true");
    assertThat(Double.parseDouble(value(outcome, "copies"))).isLessThan(2 + BESIDE);
    assertThat(Double.parseDouble(value(outcome, "with buffers of the network")))
        .isLessThan(2 + SENDING);
    assertThat(outcome.output()).contains("driver scored: heap up to 1024 MiB");
    assertThat(outcome.output().lines().filter(line -> line.startsWith("executor")))
        .hasSize(2)
        .allMatch(line -> line.contains("heap up to 1024 MiB"));
  }

  private static String value(OtherJvm.Outcome outcome, String name) {
    Optional<String> line =
        outcome.output().lines().filter(each -> each.startsWith(name + " ")).findFirst();
    return line.orElse(name + " ").substring(name.length() + 1);
  }
}
