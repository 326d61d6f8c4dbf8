package dev.prod2vec.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;

/// How charts look: the colours of the pages, light, whatever the theme of the reader.
final class ChartStyle {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int SMALL_WIDTH = 440;
  private static final int SMALL_HEIGHT = 310;
  private static final int BAR = 46;

  static final Color BEST = new Color(0x0b5cad);
  static final Color COMPLETED = new Color(0x5b9bd8);
  static final Color PRUNED = new Color(0xb4bbc5);
  static final Color MODEL = new Color(0xd55e00);
  static final Color RANDOM = new Color(0x8a5300);
  static final Color FAINT = new Color(0x98a3b1);
  static final Color AREA = new Color(0xdfe4ea);

  static final BasicStroke SOLID =
      new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final BasicStroke DASHED =
      new BasicStroke(
          1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {6, 5}, 0);

  private static final Color TEXT = new Color(0x1a1f26);
  private static final Color SOFT = new Color(0x57606c);
  private static final Color LINE = new Color(0xe3e6ea);
  private static final Color LOW = new Color(0xf3ead7);
  private static final Color MIDDLE = new Color(0x6fb7a8);
  private static final Color HIGH = new Color(0x123f5a);

  /// A point that stands out.
  static final Marker STAR =
      new Marker() {
        @Override
        public void paint(Graphics2D g, double x, double y, int size) {
          g.setColor(Color.WHITE);
          g.fill(new Ellipse2D.Double(x - size * 0.85, y - size * 0.85, size * 1.7, size * 1.7));
          g.setColor(BEST);
          g.fill(new Ellipse2D.Double(x - size * 0.65, y - size * 0.65, size * 1.3, size * 1.3));
        }
      };

  /// A level.
  static final Marker DASH =
      new Marker() {
        @Override
        public void paint(Graphics2D g, double x, double y, int size) {
          g.fill(new Rectangle2D.Double(x - size * 2.5, y - size * 0.15, size * 5.0, size * 0.3));
        }
      };

  /// A cell of a picture of levels, wide enough to leave no gap.
  static final Marker CELL =
      new Marker() {
        @Override
        public void paint(Graphics2D g, double x, double y, int size) {
          g.fill(new Rectangle2D.Double(x - size * 0.95, y - size * 0.8, size * 1.9, size * 1.6));
        }
      };

  private ChartStyle() {}

  /// A chart over the width of a page's column.
  static XYChart wide(String x, String y) {
    return chart(WIDTH, HEIGHT, x, y);
  }

  /// One of three charts side by side.
  static XYChart small(String x, String y) {
    return chart(SMALL_WIDTH, SMALL_HEIGHT, x, y);
  }

  /// A chart with a bar per name.
  static HorizontalBarChart bars(String x, int names) {
    HorizontalBarChart chart =
        new HorizontalBarChartBuilder()
            .width(WIDTH)
            .height(2 * BAR + BAR * names)
            .xAxisTitle(x)
            .build();
    style(chart.getStyler());
    chart.getStyler().setLegendVisible(false).setSeriesColors(new Color[] {BEST});
    chart.getStyler().setYAxisTickMarkSpacingHint(10).setXAxisTickMarkSpacingHint(10);
    chart.getStyler().setPlotGridHorizontalLinesVisible(false);
    chart.getStyler().setAvailableSpaceFill(0.55);
    chart.getStyler().setLabelsVisible(false);
    return chart;
  }

  static XYChart square(String x, String y) {
    XYChart chart = chart(WIDTH, 440, x, y);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Vertical);
    return chart;
  }

  private static XYChart chart(int width, int height, String x, String y) {
    XYChart chart =
        new XYChartBuilder().width(width).height(height).xAxisTitle(x).yAxisTitle(y).build();
    style(chart.getStyler());
    return chart;
  }

  static void style(AxesChartStyler style) {
    Font text = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    style.setBaseFont(text);
    style.setAxisTitleFont(text.deriveFont(13f));
    style.setAxisTickLabelsFont(text);
    style.setAxisTickLabelsColor(SOFT);
    style.setLegendFont(text);
    style.setChartFontColor(TEXT);
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(LINE);
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setAxisTicksMarksVisible(false);
    style.setAxisTicksLineVisible(false);
    style.setPlotGridVerticalLinesVisible(false);
    style.setLegendBorderColor(Color.WHITE);
    style.setLegendPosition(Styler.LegendPosition.OutsideS);
    style.setLegendLayout(Styler.LegendLayout.Horizontal);
    style.setLegendPadding(4);
    style.setLegendSeriesLineLength(18);
    style.setChartPadding(10);
    style.setChartTitleVisible(false);
    style.setMarkerSize(8);
    style.setPlotContentSize(1);
    style.setAntiAlias(true);
  }

  /// The colour of a level, dark for the highest.
  static Color level(int level, int levels) {
    double share = levels == 1 ? 1 : level / (levels - 1.0);
    return share < 0.5 ? mix(LOW, MIDDLE, 2 * share) : mix(MIDDLE, HIGH, 2 * share - 1);
  }

  private static Color mix(Color from, Color to, double share) {
    return new Color(
        (int) Math.round(from.getRed() + share * (to.getRed() - from.getRed())),
        (int) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen())),
        (int) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue())));
  }
}
