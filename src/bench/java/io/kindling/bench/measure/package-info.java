/** Contenders in processes of their own that take turns, and the rounds that count. */
package io.kindling.bench.measure;
