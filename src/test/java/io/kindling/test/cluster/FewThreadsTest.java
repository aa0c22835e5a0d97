package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.test.support.OtherJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A limit of processes (ulimit -u) that leaves fewer threads than a fit asks for. */
@Tag("slow")
final class FewThreadsTest {
  private static final long LIMIT_SECONDS = 120;

  /**
   * The limit does not bind root, so the process is another user's; it keeps the right to read
   * root's files, where the class path may lie.
   */
  private static final List<String> AS_NOBODY =
      List.of(
          "setpriv",
          "--reuid=nobody",
          "--clear-groups",
          "--inh-caps=+dac_override,+dac_read_search",
          "--ambient-caps=+dac_override,+dac_read_search");

  @Test
  void limitOfProcesses_isNamedBeforeTraining() throws Exception {
    assumeTrue(canBeNobody(), "this machine does not let tests run as another user (setpriv)");

    OtherJvm.Outcome outcome = OtherJvm.runBy(AS_NOBODY, FewThreads.class, LIMIT_SECONDS, "60");

    System.out.println("few threads allowed:");
    outcome.output().lines().forEach(line -> System.out.println("  " + line));
    assertThat(outcome.status()).as(outcome.errors()).isZero();
    assertThat(outcome.output())
        .contains("before: 56 steps")
        .containsPattern(
            "after: Worker 0 on .*: expected room for \\d+ more threads, got \\d+: \\d+ of at most"
                + " \\d+ are there. Raise the limit of processes \\(ulimit -u; ")
        .contains("stopped: false");
  }

  private static boolean canBeNobody() throws InterruptedException {
    List<String> command = new ArrayList<>(AS_NOBODY);
    command.addAll(List.of("prlimit", "--nproc=1000:", "true"));
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      // No such program.
      return false;
    }
  }
}
