/** Contenders side by side, and the rows that come of it. */
package io.kindling.bench.compare;
