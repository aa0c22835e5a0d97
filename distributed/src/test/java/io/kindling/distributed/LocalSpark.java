package io.kindling.distributed;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Starts Spark in the JVM of a test. */
public final class LocalSpark {
  private LocalSpark() {}

  /** Returns a context with some cores; the caller closes it. */
  public static JavaSparkContext cores(int cores) {
    return new JavaSparkContext(
        new SparkConf()
            .setMaster("local[" + cores + "]")
            .setAppName("kindling-tests")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.ui.enabled", "false"));
  }
}
