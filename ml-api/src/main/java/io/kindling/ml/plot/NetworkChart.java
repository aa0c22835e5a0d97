package io.kindling.ml.plot;

import io.kindling.graph.Graph;
import io.kindling.graph.Node;
import io.kindling.graph.Value;
import io.kindling.layers.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as boxes from top to bottom, one for each input and layer, with lines from what gives
 * to what takes.
 */
public record NetworkChart(Network network) {
  private static final int WIDTH = 230;
  private static final int HEIGHT = 44;
  private static final int GAP_X = 24;
  private static final int GAP_Y = 26;
  private static final int EDGE = 12;
  private static final String INK = "#333333";

  /** One box: its texts, and the boxes that it takes from. */
  private record Item(String name, String type, String shape, String count, List<String> from) {}

  /** Returns the network as a drawing. */
  public Drawing draw() {
    Map<String, Item> items = items();
    Map<String, Integer> depths = new HashMap<>();
    Map<Integer, Integer> widths = new HashMap<>();
    Map<String, Shape.Point> places = new LinkedHashMap<>();
    for (Item item : items.values()) {
      int depth = 0;
      for (String from : item.from()) {
        depth = Math.max(depth, depths.getOrDefault(from, -1) + 1);
      }
      depths.put(item.name(), depth);
      int column = widths.merge(depth, 1, Integer::sum) - 1;
      places.put(
          item.name(),
          new Shape.Point(EDGE + column * (WIDTH + GAP_X), EDGE + depth * (HEIGHT + GAP_Y)));
    }
    List<Shape> shapes = new ArrayList<>();
    for (Item item : items.values()) {
      for (String from : item.from()) {
        Shape.Point above = places.get(from);
        Shape.Point below = places.get(item.name());
        if (above != null && below != null) {
          arrow(shapes, above, below);
        }
      }
    }
    items.values().forEach(item -> box(shapes, item, places));
    int columns = widths.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    int rows = widths.size();
    return new Drawing(
        2 * EDGE + columns * (WIDTH + GAP_X) - GAP_X,
        2 * EDGE + rows * (HEIGHT + GAP_Y) - GAP_Y,
        shapes);
  }

  private Map<String, Item> items() {
    // Nodes of a file name what they take by values, layers by each other's names.
    Map<String, String> givers = new HashMap<>();
    Graph graph = network.graph();
    for (Node node : graph.nodes()) {
      for (Value output : node.outputs()) {
        givers.put(output.name(), node.name());
      }
    }
    Map<String, Item> items = new LinkedHashMap<>();
    List<List<String>> rows = network.rows();
    for (List<String> row : rows.subList(1, rows.size())) {
      items.put(row.get(0), new Item(row.get(0), row.get(1), row.get(3), row.get(4), List.of()));
    }
    for (List<String> row : rows.subList(1, rows.size())) {
      List<String> from = new ArrayList<>();
      for (String each : row.get(2).split(", ")) {
        String giver = items.containsKey(each) ? each : givers.getOrDefault(each, each);
        if (items.containsKey(giver)) {
          from.add(giver);
        }
      }
      items.put(row.get(0), new Item(row.get(0), row.get(1), row.get(3), row.get(4), from));
    }
    return items;
  }

  private static void arrow(List<Shape> shapes, Shape.Point above, Shape.Point below) {
    double x = above.x() + WIDTH / 2.0;
    double toX = below.x() + WIDTH / 2.0;
    double top = above.y() + HEIGHT;
    shapes.add(line(new Shape.Point(x, top), new Shape.Point(toX, below.y())));
    shapes.add(
        line(
            new Shape.Point(toX - 4, below.y() - 7),
            new Shape.Point(toX, below.y()),
            new Shape.Point(toX + 4, below.y() - 7)));
  }

  private static Shape line(Shape.Point... points) {
    return new Shape.Line(List.of(points), "#888888", 1.2, false, "");
  }

  private static void box(List<Shape> shapes, Item item, Map<String, Shape.Point> places) {
    Shape.Point at = places.getOrDefault(item.name(), new Shape.Point(0, 0));
    String fill = item.type().equals("Input") ? "#f2f2f2" : "#e8f1f8";
    String hint = item.name() + ", " + item.count() + " parameters";
    shapes.add(new Shape.Box(at.x(), at.y(), WIDTH, HEIGHT, fill, "#7f9db5", hint));
    String head = item.name().equals(item.type()) ? item.name() : item.type() + " " + item.name();
    String foot = item.shape() + (item.count().equals("0") ? "" : ", " + item.count());
    shapes.add(new Shape.Label(at.x() + 8, at.y() + 18, cut(head, 34), 12, START, INK));
    shapes.add(new Shape.Label(at.x() + 8, at.y() + 35, cut(foot, 38), 11, START, "#666666"));
  }

  private static final Shape.Anchor START = Shape.Anchor.START;

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 3) + "...";
  }
}
