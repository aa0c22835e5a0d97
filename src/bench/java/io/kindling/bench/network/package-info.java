/** The networks that are measured. */
package io.kindling.bench.network;
