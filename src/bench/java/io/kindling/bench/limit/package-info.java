/** The arithmetic limit: the best rate that oneDNN reaches, and how operations are counted. */
package io.kindling.bench.limit;
