/** Metrics: records that judge outputs against targets in sums that workers can add up. */
package io.kindling.layers.metric;
