/** Compiles a graph to a plan that runs without further decisions. */
package io.kindling.backend;
