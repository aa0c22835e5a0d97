/** The rate of one training step beside that of peers. */
package io.kindling.bench.train;
