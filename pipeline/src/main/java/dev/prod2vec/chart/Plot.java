package dev.prod2vec.chart;

import java.awt.Color;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// A picture of lines and points between two axes. Names of lines and points stand in its legend;
/// each name is given once. For one thread.
public final class Plot {
  private final XYChart chart;

  private Plot(XYChart chart) {
    this.chart = chart;
  }

  /// What a line stands for.
  public enum Line {
    BEST,
    EXPECTED,
    RANDOM,
    /// Filled down to the axis.
    BACKGROUND
  }

  /// What points stand for.
  public enum Points {
    BEST,
    COMPLETED,
    STOPPED,
    /// Short level strokes.
    EXPECTED
  }

  /// As wide as the column of a page.
  ///
  /// @param x title of the axis
  /// @param y title of the axis
  public static Plot wide(String x, String y) {
    return new Plot(ChartStyle.wide(x, y));
  }

  /// One of three side by side.
  public static Plot small(String x, String y) {
    return new Plot(ChartStyle.small(x, y));
  }

  /// About as high as wide, with its legend beside it.
  public static Plot square(String x, String y) {
    return new Plot(ChartStyle.square(x, y));
  }

  /// Sets the horizontal axis.
  public Plot x(AxisRange range) {
    chart.getStyler().setXAxisLogarithmic(isLogarithmic(range));
    chart.getStyler().setXAxisLogarithmicDecadeOnly(false);
    chart.getStyler().setXAxisMin(range.from());
    chart.getStyler().setXAxisMax(range.to());
    chart.getStyler().setXAxisTickLabelsFormattingFunction(range.label()::apply);
    return this;
  }

  /// Sets the vertical axis.
  public Plot y(AxisRange range) {
    chart.getStyler().setYAxisLogarithmic(isLogarithmic(range));
    chart.getStyler().setYAxisLogarithmicDecadeOnly(false);
    chart.getStyler().setPlotGridHorizontalLinesVisible(!isLogarithmic(range));
    chart.getStyler().setYAxisMin(range.from());
    chart.getStyler().setYAxisMax(range.to());
    chart.getStyler().setYAxisTickLabelsFormattingFunction(range.label()::apply);
    return this;
  }

  /// Lets the vertical axis begin at 0 and show no numbers, for heights that mean something only
  /// beside each other.
  public Plot yWithoutNumbers() {
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisTicksVisible(false);
    return this;
  }

  /// Adds a line through points, in their order.
  public Plot line(String name, double[] x, double[] y, Line line) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color(line));
    series.setLineStyle(line == Line.RANDOM ? ChartStyle.DASHED : ChartStyle.SOLID);
    if (line == Line.BACKGROUND) {
      series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
      series.setFillColor(ChartStyle.AREA);
    }
    return this;
  }

  /// Adds points.
  public Plot points(String name, double[] x, double[] y, Points points) {
    return scatter(name, x, y, color(points), marker(points));
  }

  /// Adds cells of one level, darker for a higher one, that leave no gap between them.
  ///
  /// @param level from 0
  /// @param levels how many there are
  public Plot cells(String name, double[] x, double[] y, int level, int levels) {
    return scatter(name, x, y, ChartStyle.level(level, levels), ChartStyle.CELL);
  }

  /// The finished picture, still to be drawn.
  ///
  /// @param name of its files, without an ending
  /// @param title what it shows
  /// @param description what it would show, for readers who cannot see it
  public ChartDrawing drawing(String name, String title, String description) {
    return new ChartDrawing(name, title, description, chart);
  }

  private Plot scatter(String name, double[] x, double[] y, Color color, Marker marker) {
    chart
        .addSeries(name, x, y)
        .setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter)
        .setMarker(marker)
        .setMarkerColor(color);
    return this;
  }

  private static Color color(Line line) {
    return switch (line) {
      case BEST -> ChartStyle.BEST;
      case EXPECTED -> ChartStyle.MODEL;
      case RANDOM -> ChartStyle.RANDOM;
      case BACKGROUND -> ChartStyle.FAINT;
    };
  }

  private static Color color(Points points) {
    return switch (points) {
      case BEST -> ChartStyle.BEST;
      case COMPLETED -> ChartStyle.COMPLETED;
      case STOPPED -> ChartStyle.PRUNED;
      case EXPECTED -> ChartStyle.MODEL;
    };
  }

  private static Marker marker(Points points) {
    return switch (points) {
      case BEST -> ChartStyle.STAR;
      case COMPLETED -> SeriesMarkers.CIRCLE;
      case STOPPED -> SeriesMarkers.DIAMOND;
      case EXPECTED -> ChartStyle.DASH;
    };
  }

  private static boolean isLogarithmic(AxisRange range) {
    return range.spacing() == AxisRange.Spacing.LOGARITHMIC;
  }
}
