package io.kindling.ml.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class QuickstartOptionsTest {
  @Test
  void everyOption_isRead() {
    QuickstartOptions options =
        QuickstartOptions.parse(
            "--data",
            "mnist",
            "--master=local[3]",
            "--workers",
            "2",
            "--epochs",
            "4",
            "--batch-size",
            "5",
            "--learning-rate",
            "0.5",
            "--seed",
            "-6",
            "--output",
            "out");

    // Absolute, because executors work in other folders.
    assertThat(options.data()).contains(Path.of("mnist").toAbsolutePath());
    assertThat(options.master()).isEqualTo("local[3]");
    assertThat(options.workers()).isEqualTo(2);
    assertThat(options.epochs()).isEqualTo(4);
    assertThat(options.batchSize()).isEqualTo(5);
    assertThat(options.learningRate()).isEqualTo(0.5);
    assertThat(options.seed()).isEqualTo(-6);
    assertThat(options.output()).contains(Path.of("out"));
  }

  @Test
  void usage_namesEveryOption() {
    for (String name :
        new String[] {
          "data", "master", "workers", "epochs", "batch-size", "learning-rate", "seed", "output"
        }) {
      assertThat(QuickstartOptions.USAGE).contains("--" + name + " ");
    }
  }

  @Test
  void unknownOrBadOptions_areNamed() {
    refused("--epoch: expected a known option", "--epoch", "3");
    refused("train: expected a known option", "train");
    refused("--epochs: expected a value", "--epochs");
    refused("--epochs: expected a whole number of 1 or more, got \"0\"", "--epochs", "0");
    refused("--batch-size: expected a whole number of 1 or more, got \"x\"", "--batch-size=x");
    refused("--learning-rate: expected a number above 0, got \"-1\"", "--learning-rate", "-1");
    refused("--learning-rate: expected a number above 0, got \"NaN\"", "--learning-rate", "NaN");
    refused("--seed: expected a whole number, got \"1.5\"", "--seed", "1.5");
  }

  private static void refused(String message, String... arguments) {
    assertThatThrownBy(() -> QuickstartOptions.parse(arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }
}
