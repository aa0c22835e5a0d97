package io.kindling.test.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

final class OtherJvmTest {
  @Test
  void status_outputAndErrors_areThoseOfTheProgram() throws Exception {
    OtherJvm.Outcome outcome = OtherJvm.run(Program.class, 60, "7", "0");

    assertThat(outcome.status()).isEqualTo(7);
    assertThat(outcome.output()).isEqualTo("said");
    assertThat(outcome.errors()).contains("complained");
  }

  @Test
  void program_withoutAnEnd_isKilled() {
    assertThatIllegalStateException()
        .isThrownBy(() -> OtherJvm.run(Program.class, 3, "0", "60000"))
        .withMessageContaining("Program to end within 3 s");
  }

  /** Prints, waits and ends as it is told. */
  static final class Program {
    public static void main(String[] arguments) throws InterruptedException {
      System.out.print("said");
      System.err.print("complained");
      Thread.sleep(Long.parseLong(arguments[1]));
      System.exit(Integer.parseInt(arguments[0]));
    }
  }
}
