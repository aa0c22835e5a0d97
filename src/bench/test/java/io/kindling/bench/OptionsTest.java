package io.kindling.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.backend.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  private static final List<String> PARTS = List.of("lenet", "vgg", "mlp");

  @TempDir Path folder;

  @Test
  void withoutArgumentsAllPartsRunOnAllCores() {
    Options options = Options.parse(List.of(), PARTS);
    assertThat(options.parts()).isEqualTo(PARTS);
    assertThat(options.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(options.rounds()).isEqualTo(7);
    assertThat(options.seconds()).isEqualTo(2);
    assertThat(options.json()).isEmpty();
    assertThat(options.batch()).isEmpty();
    assertThat(options.rows()).isEmpty();
    assertThat(options.python()).isEmpty();
    assertThat(options.data()).isEmpty();
    assertThat(options.precision()).isEqualTo(Precision.FLOAT32);
    assertThat(options.profile()).isFalse();
  }

  @Test
  void everyOptionIsRead() {
    String file = folder.resolve("rows.json").toString();
    Options options =
        Options.parse(
            List.of(
                "vgg",
                "--json",
                file,
                "--threads",
                "3",
                "lenet",
                "--rounds",
                "5",
                "--seconds",
                "0.25",
                "--batch",
                "32",
                "--rows",
                "700",
                "--python",
                "python9",
                "--data",
                "sets",
                "--seeds",
                "4",
                "--precision",
                "bfloat16",
                "--peers",
                "bigdl,dl4j",
                "--profile"),
            PARTS);
    // The parts stand in the order of the benchmark.
    assertThat(options.parts()).containsExactly("lenet", "vgg");
    assertThat(options)
        .isEqualTo(
            new Options(
                List.of("lenet", "vgg"),
                Optional.of(Path.of(file)),
                3,
                5,
                0.25,
                OptionalInt.of(32),
                OptionalInt.of(700),
                4,
                Optional.of("python9"),
                Optional.of(Path.of("sets")),
                Precision.BFLOAT16,
                Optional.of(List.of("bigdl", "dl4j")),
                true));
  }

  @Test
  void bfloat16HasItsShortName() {
    Options options = Options.parse(List.of("--precision", "bf16"), PARTS);
    assertThat(options.precision()).isEqualTo(Precision.BFLOAT16);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          resnet                | unknown part 'resnet'
          --precision int8      | option '--precision' needs float32 or bfloat16, got 'int8'
          --peers tensorflow    | option '--peers' needs some of
          --fast                | unknown option '--fast'
          --threads             | option '--threads' needs a value
          --threads 0           | option '--threads' needs a whole number from 1 on, got '0'
          --rounds two          | option '--rounds' needs a whole number from 1 on, got 'two'
          --seconds 0.0         | option '--seconds' needs seconds above 0, got '0.0'
          --seconds -1          | option '--seconds' needs seconds above 0, got '-1'
          --json /nowhere/a.txt | option '--json' needs a file in a folder that exists, got
          """)
  void whatIsWrongIsNamed(String arguments, String message) {
    assertThatThrownBy(() -> Options.parse(List.of(arguments.split(" ")), PARTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
