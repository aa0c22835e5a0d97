package io.kindling.bench.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.bench.Options;
import io.kindling.bench.measure.Sessions;
import io.kindling.ml.example.Digits;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class PerceptronTest {
  /** Ten images, each with one row of ink. */
  private record Bars() implements Digits {
    @Override
    public int count() {
      return 10;
    }

    @Override
    public int height() {
      return 28;
    }

    @Override
    public int width() {
      return 28;
    }

    @Override
    public int label(int index) {
      return index;
    }

    @Override
    public byte[] pixels(int index) {
      byte[] pixels = new byte[28 * 28];
      Arrays.fill(pixels, 56 * index, 56 * index + 28, (byte) 255);
      return pixels;
    }
  }

  @Test
  void bothFitTheSameRows() throws Exception {
    try (SparkSession spark = Sessions.open(2)) {
      Dataset<Row> rows = PerceptronProgram.images(spark, new Bars(), 2).cache();
      for (var model :
          List.of(PerceptronProgram.spark(rows, 2), PerceptronProgram.kindling(rows, 2))) {
        assertThat(model.transform(rows).select("prediction").collectAsList()).hasSize(10);
      }
    }
  }

  @Test
  void withoutDataTheRowSaysSo() {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    for (List<String> arguments : List.of(List.<String>of(), List.of("--data", "/nowhere"))) {
      Options options = Options.parse(arguments, List.of("mnist"));
      assertThat(new PerceptronBenchmark().run(options, out))
          .singleElement()
          .satisfies(row -> assertThat(row.ok()).isEmpty())
          .satisfies(row -> assertThat(row.note()).contains("--data"));
    }
  }
}
