package io.kindling.ml.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.layers.Dense;
import io.kindling.layers.Network;
import io.kindling.layers.NetworkBuilder;
import io.kindling.layers.Relu;
import io.kindling.ml.support.Toy;
import io.kindling.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class DrawingTest {
  private static final String NASTY = "</text><script>alert(1)</script> \u0001 & \"x\"";

  @TempDir Path folder;

  private static Document parsed(Drawing drawing) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(drawing.toSvg())));
  }

  private static Drawing chart() {
    Curve nasty = Curve.of(NASTY, List.of(1.0, 2.0, 3.0), List.of(0.5, Double.NaN, 0.25));
    return new LineChart(NASTY, NASTY, List.of(nasty)).draw();
  }

  @Test
  void svg_isWellFormedWhateverNamesAre() throws Exception {
    assertThat(parsed(chart()).getElementsByTagName("script").getLength()).isZero();
    Drawing map =
        new Heatmap(NASTY, "a", "b", List.of(NASTY, "y"), List.of(List.of(3L, 1L), List.of(0L, 2L)))
            .draw();
    assertThat(parsed(map).getElementsByTagName("script").getLength()).isZero();
    Drawing bars =
        new SplitBars(
                NASTY, "ms", List.of("p", "q"), List.of(new SplitBars.Bar("w", List.of(1.0, 2.0))))
            .draw();
    assertThat(parsed(bars.above(map)).getElementsByTagName("rect").getLength()).isGreaterThan(7);
  }

  @Test
  void valuesThatAreNotFinite_leaveAGap() throws Exception {
    Curve curve = Curve.of("loss", List.of(1.0, 2.0, 3.0, 4.0), List.of(1.0, 2.0, Double.NaN, 0.5));
    String svg = new LineChart("t", "x", List.of(curve)).draw().toSvg();
    assertThat(svg).contains("loss 2 at 2", "loss 0.5 at 4").doesNotContain("NaN");
    String nothing =
        new LineChart("t", "x", List.of(Curve.of("c", List.of(), List.of()))).draw().toSvg();
    assertThat(nothing).doesNotContain("NaN").doesNotContain("Infinity");
  }

  @Test
  void png_isPaintedAtTwiceTheSize() throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(chart().toPng()));
    assertThat(image.getWidth()).isEqualTo(1120);
    assertThat(image.getRGB(2, 2) & 0xffffff).isEqualTo(0xffffff);
    int inked = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        inked += (image.getRGB(x, y) & 0xffffff) == 0xffffff ? 0 : 1;
      }
    }
    assertThat(inked).isGreaterThan(1000);
  }

  @Test
  void fileName_saysTheForm() {
    chart().write(folder.resolve("chart.png"));
    chart().write(folder.resolve("chart.SVG"));
    assertThat(folder.resolve("chart.png")).isNotEmptyFile();
    assertThat(folder.resolve("chart.SVG")).content().startsWith("<svg");
    assertThatThrownBy(() -> chart().write(folder.resolve("chart.gif")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a file that ends in .svg or .png, got");
  }

  @Test
  void network_isDrawnWithItsBranches() throws Exception {
    NetworkBuilder builder = Network.builder("two");
    var x = builder.input(io.kindling.layers.Input.of("x", Shape.of(4)));
    var left = builder.chain(x, Dense.of(3).named("left"));
    var right = builder.chain(x, Dense.of(3).named("right"), Relu.of().named("act"));
    builder.output("a", left);
    builder.output("b", right);
    Document svg = parsed(new NetworkChart(builder.build()).draw());
    // A background, four boxes, and for each of the three lines its head.
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(5);
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(6);
    Network file = Network.of(Toy.network(3, 4).graph());
    assertThat(new NetworkChart(file).draw().toSvg()).contains("Gemm", "[batch, 3]", "<polyline");
  }
}
