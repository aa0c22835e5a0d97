/** Training on Spark: the driver's side of a fit. */
package io.kindling.distributed;
