package io.kindling.test.documents;

import io.kindling.ml.DeepClassificationModel;
import io.kindling.ml.DeepClassifier;
import io.kindling.ml.DeepEstimator;
import io.kindling.ml.DeepModel;
import io.kindling.ml.DeepRegressionModel;
import io.kindling.ml.DeepRegressor;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The page that lists every param, made from the stages themselves. */
final class ParamsPage {
  private static final String HEAD =
      """
      # Params

      Every setting of every stage, made from the code by
      `src/test/java/io/kindling/test/documents/ParamsPage.java`; a test fails when this page
      is stale, and `CONTRIBUTING.md` says how to make it anew. In Java, Scala and Python the
      setter of `epochs` is `setEpochs`, the getter `getEpochs`; all of them work in a
      `ParamGridBuilder`. A dash is a param without default; its line says what that means.
      """;

  private ParamsPage() {}

  /** The stages; those that have the same params share a table. */
  private static List<Params> stages() {
    return List.of(
        new DeepClassifier(),
        new DeepRegressor(),
        new DeepEstimator(),
        model(DeepClassificationModel.class),
        model(DeepRegressionModel.class),
        model(DeepModel.class));
  }

  /** A model has its params before it has a network, which is all that is looked at here. */
  private static Params model(Class<? extends Params> type) {
    try {
      Constructor<?> constructor =
          Arrays.stream(type.getDeclaredConstructors())
              .filter(one -> one.getParameterCount() == 2)
              .findFirst()
              .orElseThrow();
      constructor.setAccessible(true);
      return (Params) constructor.newInstance("model", null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("ParamsPage: cannot make a " + type.getSimpleName(), e);
    }
  }

  /** One line of a table. */
  private record Line(String name, String type, String preset, String doc) {
    @Override
    public String toString() {
      return "| `%s` | %s | %s | %s |".formatted(name, type, preset, doc);
    }
  }

  static String render() {
    Map<Line, List<String>> users = new LinkedHashMap<>();
    Map<String, List<Line>> byName = new TreeMap<>();
    List<String> stages = new ArrayList<>();
    for (Params stage : stages()) {
      String name = stage.getClass().getSimpleName();
      stages.add(name);
      for (Param<?> param : stage.params()) {
        Line line = line(stage, param);
        List<String> using = users.computeIfAbsent(line, l -> new ArrayList<>());
        if (using.isEmpty()) {
          byName.computeIfAbsent(param.name(), n -> new ArrayList<>()).add(line);
        }
        using.add(name);
      }
    }
    StringBuilder page = new StringBuilder(HEAD);
    Map<String, List<Line>> tables = new LinkedHashMap<>();
    byName
        .values()
        .forEach(
            lines ->
                lines.forEach(
                    line ->
                        tables
                            .computeIfAbsent(title(users.get(line), stages), t -> new ArrayList<>())
                            .add(line)));
    tables.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(ParamsPage::order))
        .forEach(table -> append(page, table.getKey(), table.getValue()));
    return page.toString();
  }

  private static int order(String a, String b) {
    int more = Integer.compare(b.split(",").length, a.split(",").length);
    return more != 0 ? more : a.compareTo(b);
  }

  private static String title(List<String> users, List<String> stages) {
    return users.size() == stages.size()
        ? "All stages: " + String.join(", ", stages)
        : String.join(", ", users);
  }

  private static void append(StringBuilder page, String title, List<Line> lines) {
    page.append("\n## ").append(title).append("\n\n");
    page.append("| param | type | default | meaning |\n|---|---|---|---|\n");
    lines.forEach(line -> page.append(line).append('\n'));
  }

  private static Line line(Params stage, Param<?> param) {
    return new Line(
        param.name(),
        type(param),
        Optional.of(stage.getDefault(param))
            .filter(scala.Option::isDefined)
            .map(found -> text(found.get()))
            .orElse("-"),
        param.doc().replace("|", "\\|"));
  }

  private static String type(Param<?> param) {
    return switch (param.getClass().getSimpleName()) {
      case "IntParam" -> "int";
      case "LongParam" -> "long";
      case "DoubleParam" -> "double";
      case "FloatParam" -> "float";
      case "BooleanParam" -> "boolean";
      case "StringArrayParam" -> "strings";
      case "DoubleArrayParam" -> "doubles";
      case "IntArrayParam" -> "ints";
      default -> "string";
    };
  }

  private static String text(Object value) {
    if (value instanceof String[] strings) {
      return strings.length == 0 ? "none" : code(Arrays.toString(strings));
    }
    if (value instanceof double[] doubles) {
      return doubles.length == 0
          ? "none"
          : Arrays.stream(doubles).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }
    return value.equals("") ? "empty" : code(String.valueOf(value));
  }

  private static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }
}
