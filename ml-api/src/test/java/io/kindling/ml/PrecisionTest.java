package io.kindling.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kindling.backend.Backend;
import io.kindling.backend.Backends;
import io.kindling.backend.Precision;
import io.kindling.ml.support.Toy;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The param {@code precision} from the stage to the summary and to scoring. */
final class PrecisionTest {
  private static final Dataset<Row> DATA = Toy.points(60, 1);

  private static DeepRegressor stage() {
    return new DeepRegressor().setNetwork(Toy.network(1, 4)).setEpochs(2).setThreads(1);
  }

  private static boolean hasBfloat16() {
    try (Backend backend = Backends.find().open("auto", 1)) {
      return backend.unsupported(Precision.BFLOAT16).isEmpty();
    }
  }

  @Test
  void float32_isTheDefault() {
    assertThat(stage().fit(DATA).summary().precision()).isEqualTo("float32");
  }

  @Test
  void auto_isWhatTheProcessorHas() {
    String expected = hasBfloat16() ? "bfloat16" : "float32";
    assertThat(stage().setPrecision("auto").fit(DATA).summary().precision()).isEqualTo(expected);
  }

  @Test
  void plainJava_hasFloat32Alone() {
    DeepRegressor plain = stage().setBackend("reference");
    assertThat(plain.setPrecision("auto").fit(DATA).summary().precision()).isEqualTo("float32");
    assertThatThrownBy(() -> plain.setPrecision("bfloat16").fit(DATA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got bfloat16: the reference backend computes in float32 alone");
  }

  @Test
  void model_scoresInThePrecisionOfItsEstimator() {
    assumeThat(hasBfloat16()).as("bfloat16 on this processor").isTrue();
    DeepRegressionModel model = stage().setPrecision("bfloat16").fit(DATA);
    assertThat(model.summary().precision()).isEqualTo("bfloat16");
    assertThat(model.getPrecision()).isEqualTo("bfloat16");
    List<Double> narrow = predictions(model);
    List<Double> exact = predictions(model.setPrecision("float32"));
    assertThat(narrow).isNotEqualTo(exact);
    for (int i = 0; i < exact.size(); i++) {
      assertThat(narrow.get(i)).isCloseTo(exact.get(i), Offset.offset(0.05));
    }
  }

  private static List<Double> predictions(DeepRegressionModel model) {
    return model.transform(DATA).select("prediction").as(Encoders.DOUBLE()).collectAsList();
  }
}
