/** Whole fits and transforms in Spark beside the bare step and the bare plan. */
package io.kindling.bench.pipeline;
