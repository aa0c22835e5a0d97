/** What happens once in a process: memory of training, time of compiling. */
package io.kindling.bench.once;
