package io.kindling.ml.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * A drawing, which is written as SVG without any font or screen, or painted as PNG.
 *
 * @param width in pixels
 * @param height in pixels
 */
public final class Drawing {
  /** Pixels of a PNG for each of the drawing. */
  private static final int DENSITY = 2;

  private static final float[] DASHES = {6, 4};

  private final int width;
  private final int height;
  private final List<Shape> shapes;

  Drawing(int width, int height, List<Shape> shapes) {
    this.width = width;
    this.height = height;
    this.shapes = List.copyOf(shapes);
  }

  /** Returns this above another drawing. */
  public Drawing above(Drawing other) {
    return with(other, 0, height);
  }

  /** Returns this at the left of another drawing. */
  public Drawing beside(Drawing other) {
    return with(other, width, 0);
  }

  private Drawing with(Drawing other, int right, int down) {
    List<Shape> all = new ArrayList<>(shapes);
    other.shapes.forEach(shape -> all.add(moved(shape, right, down)));
    return new Drawing(
        Math.max(width, right + other.width), Math.max(height, down + other.height), all);
  }

  private static Shape moved(Shape shape, double right, double down) {
    if (shape instanceof Shape.Line line) {
      List<Shape.Point> points =
          line.points().stream().map(p -> new Shape.Point(p.x() + right, p.y() + down)).toList();
      return new Shape.Line(points, line.color(), line.width(), line.dashed(), line.hint());
    } else if (shape instanceof Shape.Box box) {
      return new Shape.Box(
          box.x() + right,
          box.y() + down,
          box.width(),
          box.height(),
          box.fill(),
          box.edge(),
          box.hint());
    }
    Shape.Label label = (Shape.Label) shape;
    return new Shape.Label(
        label.x() + right,
        label.y() + down,
        label.text(),
        label.size(),
        label.anchor(),
        label.color());
  }

  /** Returns the drawing as SVG, which a page may hold or a file. */
  public String toSvg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        text(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " viewBox=\"0 0 %d %d\" font-family=\"Helvetica, Arial, sans-serif\">%n",
            width, height, width, height));
    svg.append(text("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", width, height));
    shapes.forEach(shape -> append(svg, shape));
    return svg.append("</svg>\n").toString();
  }

  private static void append(StringBuilder svg, Shape shape) {
    if (shape instanceof Shape.Line line) {
      svg.append("<polyline fill=\"none\" stroke=\"").append(line.color()).append('"');
      svg.append(text(" stroke-width=\"%.1f\"", line.width()));
      svg.append(line.dashed() ? " stroke-dasharray=\"6 4\"" : "").append(" points=\"");
      line.points().forEach(p -> svg.append(text("%.1f,%.1f ", p.x(), p.y())));
      svg.append("\">").append(hint(line.hint())).append("</polyline>\n");
    } else if (shape instanceof Shape.Box box) {
      svg.append(
          text(
              "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\""
                  + " stroke=\"%s\">",
              box.x(), box.y(), box.width(), box.height(), box.fill(), box.edge()));
      svg.append(hint(box.hint())).append("</rect>\n");
    } else if (shape instanceof Shape.Label label) {
      svg.append(
          text(
              "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" text-anchor=\"%s\" fill=\"%s\">",
              label.x(), label.y(), label.size(), label.anchor().word(), label.color()));
      svg.append(Markup.escape(label.text())).append("</text>\n");
    }
  }

  private static String hint(String hint) {
    return hint.isEmpty() ? "" : "<title>" + Markup.escape(hint) + "</title>";
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /**
   * Returns the drawing as a PNG, at twice its size.
   *
   * @throws IllegalStateException when this machine has no font
   */
  public byte[] toPng() {
    BufferedImage image =
        new BufferedImage(width * DENSITY, height * DENSITY, BufferedImage.TYPE_INT_RGB);
    Graphics2D paint = image.createGraphics();
    try {
      paint.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      paint.scale(DENSITY, DENSITY);
      paint.setColor(Color.WHITE);
      paint.fillRect(0, 0, width, height);
      shapes.forEach(shape -> paint(paint, shape));
    } catch (LinkageError | NullPointerException e) {
      // What a JDK throws where libfreetype or all fonts are missing.
      throw new IllegalStateException(
          "Drawing: expected a font for PNG, got " + e + ". Install one, or take SVG.", e);
    } finally {
      paint.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void paint(Graphics2D paint, Shape shape) {
    if (shape instanceof Shape.Line line) {
      paint.setColor(Color.decode(line.color()));
      float wide = (float) line.width();
      paint.setStroke(
          line.dashed()
              ? new BasicStroke(wide, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0)
              : new BasicStroke(wide, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      Path2D path = new Path2D.Double();
      for (Shape.Point point : line.points()) {
        if (path.getCurrentPoint() == null) {
          path.moveTo(point.x(), point.y());
        } else {
          path.lineTo(point.x(), point.y());
        }
      }
      paint.draw(path);
    } else if (shape instanceof Shape.Box box) {
      Rectangle2D area = new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height());
      paint.setStroke(new BasicStroke(1));
      paint.setColor(Color.decode(box.fill()));
      paint.fill(area);
      paint.setColor(Color.decode(box.edge()));
      paint.draw(area);
    } else if (shape instanceof Shape.Label label) {
      paint.setColor(Color.decode(label.color()));
      paint.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, label.size()));
      FontMetrics metrics = paint.getFontMetrics();
      int wide = metrics.stringWidth(label.text());
      int left =
          switch (label.anchor()) {
            case START -> 0;
            case MIDDLE -> wide / 2;
            case END -> wide;
          };
      paint.drawString(label.text(), (float) label.x() - left, (float) label.y());
    }
  }

  /**
   * Writes a file.
   *
   * @param path ends in {@code .svg} or {@code .png}
   */
  public void write(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".svg") && !name.endsWith(".png")) {
      throw new IllegalArgumentException(
          "Drawing: expected a file that ends in .svg or .png, got " + path + ". Rename it.");
    }
    byte[] bytes = name.endsWith(".png") ? toPng() : toSvg().getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Drawing: cannot write " + path + ": " + e, e);
    }
  }
}
