/** Benchmarks and side-by-side runs with peers. */
package io.kindling.bench;
