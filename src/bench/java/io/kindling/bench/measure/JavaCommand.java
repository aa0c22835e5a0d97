package io.kindling.bench.measure;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts a class in a JVM with this one's options and class path. */
public final class JavaCommand {
  private static final String HEAP = "-Xmx1g";

  private JavaCommand() {}

  /** Returns the command. */
  public static List<String> of(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // A debugger or an agent is for this process alone.
      if (!option.startsWith("-Xmx") && !option.startsWith("-agent")) {
        command.add(option);
      }
    }
    command.add(HEAP);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
