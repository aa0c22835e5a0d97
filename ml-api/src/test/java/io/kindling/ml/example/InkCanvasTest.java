package io.kindling.ml.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.kindling.ml.example.Stroke.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InkCanvasTest {

  @Test
  void aLineCoversItsWidthAndFadesOverOnePixel() {
    InkCanvas canvas = new InkCanvas(9, 2);
    canvas.draw(List.of(new Point(2.5, 4.5), new Point(6.5, 4.5)));

    assertThat(canvas.coverage(4, 4)).isEqualTo(1);
    assertThat(canvas.coverage(3, 4)).isCloseTo(0.5, within(1e-12));
    assertThat(canvas.coverage(5, 4)).isCloseTo(0.5, within(1e-12));
    assertThat(canvas.coverage(2, 4)).isZero();
    // The round end: one pixel beyond it, half covered; diagonally beyond it, 1.5 - sqrt(2).
    assertThat(canvas.coverage(4, 7)).isCloseTo(0.5, within(1e-12));
    assertThat(canvas.coverage(3, 7)).isCloseTo(1.5 - Math.sqrt(2), within(1e-12));
    assertThat(canvas.coverage(4, 8)).isZero();
  }

  @Test
  void strokesBeyondTheEdgeAreCut() {
    InkCanvas canvas = new InkCanvas(4, 1);
    canvas.draw(List.of(new Point(-5, 0.5), new Point(9, 0.5)));
    canvas.draw(List.of(new Point(-9, -9), new Point(-8, -8)));

    assertThat(canvas.coverage(0, 0)).isEqualTo(1);
    assertThat(canvas.coverage(0, 3)).isEqualTo(1);
    assertThat(canvas.coverage(2, 0)).isZero();
  }

  @Test
  void aDotIsRound() {
    InkCanvas canvas = new InkCanvas(5, 3);
    canvas.draw(List.of(new Point(2.5, 2.5), new Point(2.5, 2.5)));

    assertThat(canvas.coverage(2, 2)).isEqualTo(1);
    assertThat(canvas.coverage(1, 2)).isEqualTo(1);
    assertThat(canvas.coverage(1, 1)).isCloseTo(2 - Math.sqrt(2), within(1e-12));
  }

  @Test
  void aCurveGoesThroughItsPointsAndIsSmoothWhereItCloses() {
    Stroke ring = Stroke.curve(50, 0, 0, 50, 50, 100, 100, 50, 50, 0);
    List<Point> corners = ring.flatten();

    assertThat(corners).contains(new Point(0.5, 0), new Point(0, 0.5), new Point(0.5, 1));
    assertThat(corners).hasSize(33);
    Point second = corners.get(1);
    Point beforeLast = corners.get(31);
    assertThat(second.y()).isCloseTo(beforeLast.y(), within(1e-12));
    assertThat(second.x() + beforeLast.x()).isCloseTo(1, within(1e-12));
  }

  @Test
  void aLineKeepsItsCorners() {
    assertThat(Stroke.line(10, 20, 30, 40).flatten())
        .containsExactly(new Point(0.1, 0.2), new Point(0.3, 0.4));
  }

  @Test
  void aStrokeNeedsTwoPoints() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stroke.line(1, 2))
        .withMessageContaining("expected at least 2 points, got 1");
  }

  @Test
  void everyDigitHasStylesInsideTheGlyph() {
    for (int digit = 0; digit < 10; digit++) {
      List<List<Stroke>> styles = DigitStrokes.of(digit);
      assertThat(styles).as("styles of %d", digit).hasSizeGreaterThan(1).doesNotHaveDuplicates();
      for (Stroke stroke : styles.stream().flatMap(List::stream).toList()) {
        assertThat(stroke.points())
            .allSatisfy(point -> assertThat(point.x()).isBetween(0.0, 1.0))
            .allSatisfy(point -> assertThat(point.y()).isBetween(0.0, 1.0));
      }
    }
  }
}
