/** Checkpoints of training on any file system that Hadoop knows. */
package io.kindling.distributed.checkpoint;
