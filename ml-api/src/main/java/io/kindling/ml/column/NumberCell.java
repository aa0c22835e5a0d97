package io.kindling.ml.column;

/** A single number or Boolean. */
record NumberCell(int size) implements Cell {
  @Override
  public Fault write(Object value, Numbers out) {
    return size == 1 ? out.put(0, number(value)) : Fault.LENGTH;
  }

  /** Returns a value of any numeric column type. */
  static double number(Object value) {
    return value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).doubleValue();
  }
}
