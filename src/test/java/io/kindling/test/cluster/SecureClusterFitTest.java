package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.distributed.Lab;
import io.kindling.test.support.SparkHome;
import java.io.IOException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits under the settings of careful clusters. */
final class SecureClusterFitTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void authenticationAndKryo_areServed(boolean encrypted) throws IOException {
    try (SparkSession session =
        SparkHome.localCluster(2, 1, 1024)
            .config("spark.authenticate", true)
            .config("spark.authenticate.secret", "of the application")
            .config("spark.network.crypto.enabled", encrypted)
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .config("spark.kryo.registrationRequired", true)
            .getOrCreate()) {
      JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());

      Lab.Run one = Lab.standard().workers(1).fit(spark);
      Lab.Run two = Lab.standard().workers(2).fit(spark);

      assertThat(two.result().digests()).hasSize(2);
      assertThat(one.distance(two)).isLessThan(1e-5);
    }
  }
}
