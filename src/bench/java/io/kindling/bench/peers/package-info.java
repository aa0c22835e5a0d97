/** Peers that are libraries of Java, each a program with a class path of its own. */
package io.kindling.bench.peers;
