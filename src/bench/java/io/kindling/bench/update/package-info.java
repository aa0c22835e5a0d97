/** The update of parameters beside a copy of as many bytes. */
package io.kindling.bench.update;
