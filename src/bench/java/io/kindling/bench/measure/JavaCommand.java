package io.kindling.bench.measure;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The command that starts a class in a JVM with this one's options and class path. */
public final class JavaCommand {
  private static final String HEAP = "-Xmx1g";

  private JavaCommand() {}

  /** Returns the command. */
  public static List<String> of(Class<?> main, String... arguments) {
    return of(List.of(HEAP), main, arguments);
  }

  /** Returns the command with options of its own for the heap. */
  public static List<String> of(List<String> heap, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // A debugger or an agent is for this process alone.
      if (!option.startsWith("-Xmx") && !option.startsWith("-agent")) {
        command.add(option);
      }
    }
    command.addAll(heap);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * Returns the command that starts a class with nothing but the jars of some classes on its class
   * path, and no options but the heap: for peers that need none of ours.
   */
  public static List<String> alone(Class<?> main, List<Class<?>> needed, String... arguments) {
    Set<String> jars = new LinkedHashSet<>(Set.of(place(main)));
    needed.forEach(one -> jars.add(place(one)));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(HEAP);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, jars));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static String place(Class<?> one) {
    try {
      return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("JavaCommand: expected the jar of " + one + ".", e);
    }
  }
}
