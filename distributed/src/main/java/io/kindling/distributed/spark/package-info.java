/** The one place that touches what Spark does not promise to keep. */
package io.kindling.distributed.spark;
