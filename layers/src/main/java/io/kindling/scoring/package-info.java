/**
 * Saved models in plain Java: loaded once, scored with from any number of threads, without Spark.
 */
package io.kindling.scoring;
