package io.kindling.layers.json;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;

/** Takes records apart and puts them together. */
final class JsonRecords {
  private JsonRecords() {}

  static Object get(Record value, RecordComponent component) {
    try {
      return open(component.getAccessor()).invoke(value);
    } catch (IllegalAccessException e) {
      throw closed(value.getClass(), e);
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    }
  }

  /** Calls the canonical constructor; what it throws passes through. */
  static Record create(Class<?> type, Object[] arguments) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = open(type.getDeclaredConstructor(parameters));
      return (Record) constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    } catch (ReflectiveOperationException e) {
      throw closed(type, e);
    }
  }

  /** Returns the {@code X} of {@code List<X>} or {@code Optional<X>}, else any object. */
  static Type argument(Type declared) {
    return declared instanceof ParameterizedType type
        ? type.getActualTypeArguments()[0]
        : Object.class;
  }

  private static <A extends AccessibleObject> A open(A member) {
    // Records of a package's own or nested in tests are not public; where a module forbids the
    // access, the call that follows says so.
    member.trySetAccessible();
    return member;
  }

  private static RuntimeException unwrapped(InvocationTargetException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(e.getCause());
  }

  private static IllegalStateException closed(Class<?> type, ReflectiveOperationException e) {
    return new IllegalStateException(
        "JSON: expected an accessible record, got " + type.getName() + ". Make it public.", e);
  }
}
