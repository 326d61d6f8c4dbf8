package dev.prod2vec.chart;

import java.util.ArrayList;
import java.util.SequencedMap;
import org.knowm.xchart.HorizontalBarChart;

/// A picture of shares: a bar per name, from 0% to 100%.
public final class BarPlot {
  private final HorizontalBarChart chart;

  /// @param axis title of the axis of shares
  /// @param shares by name, in [0, 1], the first at the top; not empty
  public BarPlot(String axis, SequencedMap<String, Double> shares) {
    chart = ChartStyle.bars(axis, shares.size());
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisMax(1.0);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(x -> Math.round(100 * x) + "%");
    chart.addSeries("shares", new ArrayList<>(shares.values()), new ArrayList<>(shares.keySet()));
  }

  /// As [Plot#drawing].
  public ChartDrawing drawing(String name, String title, String description) {
    return new ChartDrawing(name, title, description, chart);
  }
}
