package io.kindling.test.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.test.support.SparkHome;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

final class LocalClusterTest {
  @Test
  void rows_areCountedInExecutorsOfTheirOwn() throws Exception {
    try (SparkSession spark = SparkHome.localCluster(2, 1, 1024).getOrCreate()) {
      long even =
          spark
              .range(0, 1_000, 1, 4)
              .filter(functions.col("id").mod(2).equalTo(0))
              .repartition(2)
              .count();

      assertThat(even).isEqualTo(500);
      assertThat(spark.sparkContext().isLocal()).isFalse();
    }
  }
}
