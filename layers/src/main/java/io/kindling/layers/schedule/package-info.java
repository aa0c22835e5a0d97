/** Learning rates as functions of the step and of what was monitored. */
package io.kindling.layers.schedule;
