/**
 * Scores rows with a network: plans that executors keep, batches, and the columns that come out.
 */
package io.kindling.ml.scoring;
