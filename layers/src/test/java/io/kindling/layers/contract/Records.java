package io.kindling.layers.contract;

import io.kindling.layers.json.JsonTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the records that a contract must have a row for. */
public final class Records {
  private Records() {}

  /** Returns the classes of a list of types that implement {@code family}. */
  public static List<Class<?>> registered(JsonTypes types, Class<?> family) {
    return types.classes().stream().<Class<?>>map(c -> c).filter(family::isAssignableFrom).toList();
  }

  /** Returns the public records in the package of {@code marker} that implement {@code family}. */
  public static List<Class<?>> besides(Class<?> marker, Class<?> family) {
    try {
      Path root =
          Path.of(marker.getProtectionDomain().getCodeSource().getLocation().toURI())
              .resolve(marker.getPackageName().replace('.', '/'));
      try (Stream<Path> files = Files.list(root)) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".class"))
            .map(name -> marker.getPackageName() + "." + name.replace(".class", ""))
            .<Class<?>>map(Records::load)
            .filter(type -> type.isRecord() && family.isAssignableFrom(type))
            .filter(type -> Modifier.isPublic(type.getModifiers()))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
