package io.kindling.distributed.data;

import java.io.IOException;

/** Where the bytes of a worker's rows lie, to be read at random. */
interface RowBytes {
  /** Adds the rows of a block behind those that are there. */
  void append(byte[] block) throws IOException;

  /** Reads bytes from a position on. */
  void read(long position, byte[] to, int offset, int count) throws IOException;

  /** Gives the place back. */
  void close() throws IOException;
}
