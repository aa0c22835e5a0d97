/** Whether bfloat16 learns what float32 does, and float32 what PyTorch does. */
package io.kindling.bench.accuracy;
