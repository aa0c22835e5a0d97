/** What faults cost: executors that are killed or stopped, fits that are cancelled. */
package io.kindling.bench.faults;
