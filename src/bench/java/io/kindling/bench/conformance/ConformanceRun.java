package io.kindling.bench.conformance;

import io.kindling.backend.Backend;
import io.kindling.backend.BackendProvider;
import io.kindling.backend.reference.ReferenceBackend;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Runs every case below a folder on one backend, and prints a line a case. */
public final class ConformanceRun {
  private static final int FAILED = 1;
  private static final int BAD_ARGUMENTS = 2;
  private static final String USAGE = "usage: bin/conformance FOLDER [--backend reference|onednn]";

  private ConformanceRun() {}

  /**
   * Runs the cases that the arguments name.
   *
   * @return what the program exits with: 0 when no case failed, 1 when one did, 2 for arguments
   *     that make no sense
   */
  public static int of(String[] args, PrintStream out, PrintStream err) {
    try {
      return run(args, out).failed() == 0 ? 0 : FAILED;
    } catch (BadArguments e) {
      err.println("conformance: " + e.getMessage());
      err.println(USAGE);
      return BAD_ARGUMENTS;
    }
  }

  private static Counts run(String[] args, PrintStream out) throws BadArguments {
    Optional<String> folder = Optional.empty();
    String backend = ReferenceBackend.NAME;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--backend") && i + 1 < args.length) {
        backend = args[++i];
      } else if (args[i].startsWith("-") || folder.isPresent()) {
        throw new BadArguments("expected one folder and a backend, got \"" + args[i] + "\".");
      } else {
        folder = Optional.of(args[i]);
      }
    }
    List<Path> cases =
        cases(folder.orElseThrow(() -> new BadArguments("expected a folder, got none.")));
    try (Backend opened = open(backend)) {
      return run(cases, opened, out);
    }
  }

  /** Runs cases and prints their lines and the counts. */
  static Counts run(List<Path> cases, Backend backend, PrintStream out) {
    Counts counts = Counts.NONE;
    for (Path folder : cases) {
      Outcome outcome = new ConformanceCase(folder, backend).run();
      counts = counts.plus(outcome);
      out.println(outcome.line(String.valueOf(folder.getFileName())));
    }
    out.println(counts);
    return counts;
  }

  /** Returns the folders below one that hold a model, in order. */
  static List<Path> cases(String folder) throws BadArguments {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      List<Path> cases =
          files.filter(file -> file.endsWith("model.onnx")).map(Path::getParent).sorted().toList();
      if (!cases.isEmpty()) {
        return cases;
      }
    } catch (IOException | InvalidPathException e) {
      throw new BadArguments("expected a folder that can be read, got " + e + ".");
    }
    throw new BadArguments("expected cases below \"" + folder + "\", got no model.onnx.");
  }

  private static Backend open(String name) throws BadArguments {
    List<String> names = new ArrayList<>(List.of(ReferenceBackend.NAME));
    if (name.equals(ReferenceBackend.NAME)) {
      return new ReferenceBackend();
    }
    for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
      if (provider.name().equals(name)) {
        return provider.open(1);
      }
      names.add(provider.name());
    }
    throw new BadArguments("expected a backend of " + names + ", got \"" + name + "\".");
  }

  /** The caller's arguments make no sense. */
  static final class BadArguments extends Exception {
    private static final long serialVersionUID = 1L;

    BadArguments(String message) {
      super(message);
    }
  }
}
