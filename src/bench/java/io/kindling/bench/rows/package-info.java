/** What it costs when rows do not fit into memory. */
package io.kindling.bench.rows;
