package io.kindling.ml.support;

import org.apache.spark.sql.SparkSession;

/** The Spark session of this JVM's tests; it ends with the JVM. */
public final class LocalSpark {
  private LocalSpark() {}

  /** Returns the session: two slots. */
  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("kindling-ml-tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate();
  }
}
