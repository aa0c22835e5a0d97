/** The training loop on Spark: workers, all-reduce, block feed and driver endpoint. */
package io.kindling.distributed;
