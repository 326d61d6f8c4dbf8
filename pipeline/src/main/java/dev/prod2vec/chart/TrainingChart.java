package dev.prod2vec.chart;

import static dev.prod2vec.page.Svg.coordinate;

import dev.prod2vec.page.Html;

/// One curve over the epochs as SVG.
public final class TrainingChart {
  private static final double WIDTH = 420;
  private static final double HEIGHT = 248;
  private static final double LEFT = 54;
  private static final double RIGHT = 18;
  private static final double TOP = 34;
  private static final double BOTTOM = 40;
  private static final int MOST_DOTS = 60;
  private static final int MOST_LABELS = 10;

  private TrainingChart() {}

  /// Draws the curve.
  ///
  /// @param title what the curve shows, for readers who hear the page
  /// @param values one per epoch, the first of epoch 1; not empty, finite
  /// @param kept position of the epoch whose vectors are kept
  public static void draw(Html html, String title, double[] values, int kept, ChartUnit unit) {
    double min = Double.MAX_VALUE;
    double max = -Double.MAX_VALUE;
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    Axis axis = Axis.around(min, max);
    html.open(
        "svg",
        "class",
        "chart",
        "viewBox",
        "0 0 %s %s".formatted(coordinate(WIDTH), coordinate(HEIGHT)),
        "role",
        "img",
        "aria-label",
        "%s, epoch 1 to %d: from %s to %s; kept epoch %d: %s"
            .formatted(
                title,
                values.length,
                unit.value(values[0]),
                unit.value(values[values.length - 1]),
                kept + 1,
                unit.value(values[kept])));
    for (double tick : axis.ticks()) {
      String y = coordinate(y(axis, tick));
      html.empty(
          "line",
          "class",
          "grid",
          "x1",
          coordinate(LEFT),
          "x2",
          coordinate(WIDTH - RIGHT),
          "y1",
          y,
          "y2",
          y);
      text(html, "tick end", LEFT - 8, y(axis, tick) + 4, unit.tick(tick, axis.digits()));
    }
    epochLabels(html, values.length);
    line(html, axis, values);
    keptMark(html, axis, values, kept, unit);
    html.closeLine();
  }

  private static void epochLabels(Html html, int epochs) {
    int step = 1;
    while ((epochs - 1) / step >= MOST_LABELS) {
      step *= String.valueOf(step).startsWith("2") ? 5 : 2;
    }
    for (int epoch = 0; epoch < epochs; epoch++) {
      if (step == 1 || (epoch + 1) % step == 0) {
        text(
            html, "tick middle", x(epoch, epochs), HEIGHT - BOTTOM + 18, String.valueOf(epoch + 1));
      }
    }
    text(html, "tick middle", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 4, "epoch");
  }

  private static void line(Html html, Axis axis, double[] values) {
    StringBuilder points = new StringBuilder();
    for (int epoch = 0; epoch < values.length; epoch++) {
      points
          .append(epoch == 0 ? "" : " ")
          .append(coordinate(x(epoch, values.length)))
          .append(',')
          .append(coordinate(y(axis, values[epoch])));
    }
    html.empty("polyline", "class", "curve", "points", points.toString());
    if (values.length <= MOST_DOTS) {
      for (int epoch = 0; epoch < values.length; epoch++) {
        html.empty(
            "circle",
            "class",
            "dot",
            "cx",
            coordinate(x(epoch, values.length)),
            "cy",
            coordinate(y(axis, values[epoch])),
            "r",
            "3");
      }
    }
  }

  private static void keptMark(Html html, Axis axis, double[] values, int kept, ChartUnit unit) {
    double x = x(kept, values.length);
    double y = y(axis, values[kept]);
    html.empty(
        "line",
        "class",
        "kept-line",
        "x1",
        coordinate(x),
        "x2",
        coordinate(x),
        "y1",
        coordinate(TOP - 8),
        "y2",
        coordinate(HEIGHT - BOTTOM));
    html.empty("circle", "class", "kept", "cx", coordinate(x), "cy", coordinate(y), "r", "7");
    String anchor = x < WIDTH / 3 ? "start" : x > WIDTH * 2 / 3 ? "end" : "middle";
    text(html, "kept-label " + anchor, x, TOP - 14, "kept: " + unit.value(values[kept]));
  }

  private static void text(Html html, String style, double x, double y, String text) {
    html.element("text", text, "class", style, "x", coordinate(x), "y", coordinate(y));
  }

  private static double x(int epoch, int epochs) {
    double width = WIDTH - LEFT - RIGHT - 24;
    return LEFT + 12 + (epochs == 1 ? width / 2 : width * epoch / (epochs - 1));
  }

  private static double y(Axis axis, double value) {
    return HEIGHT - BOTTOM - axis.share(value) * (HEIGHT - TOP - BOTTOM);
  }
}
