package io.kindling.bench.measure;

import org.apache.spark.sql.SparkSession;

/** Spark in one process. */
public final class Sessions {
  private Sessions() {}

  /** Opens a session with as many slots as threads. */
  public static SparkSession open(int threads) {
    return SparkSession.builder()
        .master("local[" + threads + "]")
        .appName("kindling-bench")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate();
  }
}
