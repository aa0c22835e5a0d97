package io.kindling.ml.column;

/** Bytes as numbers from 0 to 255. */
record BytesCell(int size) implements Cell {
  @Override
  public Fault write(Object value, Numbers out) {
    byte[] bytes = (byte[]) value;
    if (bytes.length != size) {
      return Fault.LENGTH;
    }
    for (int i = 0; i < size; i++) {
      Fault fault = out.put(i, bytes[i] & 0xff);
      if (fault != Fault.NONE) {
        return fault;
      }
    }
    return Fault.NONE;
  }
}
