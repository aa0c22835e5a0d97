package io.kindling.tensor;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Conversion between tensors and Java's nested arrays. */
final class NestedArrays {
  private NestedArrays() {}

  static Tensor toTensor(Object numbers) {
    List<Long> dims = new ArrayList<>();
    Class<?> element = numbers.getClass();
    for (Object level = numbers; level != null && element.isArray(); level = first(level)) {
      dims.add((long) Array.getLength(level));
      element = element.getComponentType();
    }
    while (element.isArray()) {
      dims.add(0L);
      element = element.getComponentType();
    }
    Tensor tensor = Tensor.zeros(type(element), Shape.of(dims));
    fill(tensor, 0, 0, numbers);
    return tensor;
  }

  private static Object first(Object array) {
    return Array.getLength(array) == 0 ? array : Array.get(array, 0);
  }

  private static DataType type(Class<?> element) {
    if (element == float.class || element == Float.class) {
      return DataType.FLOAT32;
    } else if (element == double.class || element == Double.class) {
      return DataType.FLOAT64;
    } else if (element == long.class || element == Long.class) {
      return DataType.INT64;
    } else if (element == int.class || element == Integer.class) {
      return DataType.INT32;
    } else if (element == short.class || element == Short.class) {
      return DataType.INT16;
    } else if (element == byte.class || element == Byte.class) {
      return DataType.INT8;
    } else if (element == boolean.class || element == Boolean.class) {
      return DataType.BOOL;
    }
    throw new IllegalArgumentException(
        "Tensor: expected numbers or booleans, got " + element.getName() + ". Convert them first.");
  }

  private static void fill(Tensor tensor, int axis, long index, Object level) {
    if (axis == tensor.shape().rank()) {
      set(tensor, index, level);
      return;
    }
    long dim = tensor.shape().dim(axis);
    if (level == null || Array.getLength(level) != dim) {
      throw new IllegalArgumentException(
          "Tensor: expected arrays of "
              + dim
              + " along axis "
              + axis
              + ", got "
              + (level == null ? "null" : Array.getLength(level))
              + ". Make all rows equally long.");
    }
    long step = tensor.shape().size(axis + 1, tensor.shape().rank());
    for (int i = 0; i < dim; i++) {
      fill(tensor, axis + 1, index + i * step, Array.get(level, i));
    }
  }

  private static void set(Tensor tensor, long index, Object element) {
    if (element instanceof Boolean bool) {
      tensor.setLong(index, bool ? 1 : 0);
    } else if (element instanceof Number number) {
      if (tensor.type().isFloating()) {
        tensor.setDouble(index, number.doubleValue());
      } else {
        tensor.setLong(index, number.longValue());
      }
    } else {
      throw new IllegalArgumentException(
          "Tensor: expected a number, got " + element + ". Fill the array first.");
    }
  }

  static Object fromTensor(Tensor tensor) {
    return level(tensor, 0, 0);
  }

  private static Object level(Tensor tensor, int axis, long index) {
    if (axis == tensor.shape().rank()) {
      return element(tensor, index);
    }
    int[] dims = new int[tensor.shape().rank() - axis];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = Math.toIntExact(tensor.shape().dim(axis + i));
    }
    Object array = Array.newInstance(elementClass(tensor.type()), dims);
    long step = tensor.shape().size(axis + 1, tensor.shape().rank());
    for (int i = 0; i < dims[0]; i++) {
      Array.set(array, i, level(tensor, axis + 1, index + i * step));
    }
    return array;
  }

  private static Class<?> elementClass(DataType type) {
    return switch (type) {
      case FLOAT32, FLOAT16, BFLOAT16 -> float.class;
      case FLOAT64 -> double.class;
      case INT8 -> byte.class;
      case INT16, UINT8 -> short.class;
      case INT32, UINT16 -> int.class;
      case INT64, UINT32, UINT64 -> long.class;
      case BOOL -> boolean.class;
    };
  }

  private static Object element(Tensor tensor, long index) {
    return switch (tensor.type()) {
      case FLOAT32, FLOAT16, BFLOAT16 -> (float) tensor.getDouble(index);
      case FLOAT64 -> tensor.getDouble(index);
      case INT8 -> (byte) tensor.getLong(index);
      case INT16, UINT8 -> (short) tensor.getLong(index);
      case INT32, UINT16 -> (int) tensor.getLong(index);
      case INT64, UINT32, UINT64 -> tensor.getLong(index);
      case BOOL -> tensor.getLong(index) != 0;
    };
  }
}
