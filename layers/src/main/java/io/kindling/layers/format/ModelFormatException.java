package io.kindling.layers.format;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A model file is malformed, truncated, hostile, or holds what cannot be read here. */
public final class ModelFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<FormatProblem> problems;

  private ModelFormatException(
      String message, List<FormatProblem> problems, @Nullable Throwable cause) {
    super(message, cause);
    this.problems = List.copyOf(problems);
  }

  /** Returns an exception that lists all problems of a file in one message. */
  public static ModelFormatException of(String file, List<FormatProblem> problems) {
    String message =
        problems.size() == 1
            ? file + ": " + problems.get(0)
            : file
                + ": expected a model that can be used, got "
                + problems.size()
                + " problems.\n"
                + problems.stream().map(p -> "  " + p).collect(Collectors.joining("\n"));
    return new ModelFormatException(message, problems, null);
  }

  /** Returns an exception for bytes that do not follow the format. */
  public static ModelFormatException malformed(
      String file, String message, @Nullable Throwable cause) {
    FormatProblem problem = FormatProblem.of(FormatProblem.Kind.MALFORMED, "", message);
    return new ModelFormatException(file + ": " + message, List.of(problem), cause);
  }

  /** Returns what is wrong, one by one. */
  public List<FormatProblem> problems() {
    return problems;
  }
}
