package dev.prod2vec.report;

import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Surrogate;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// The pictures of a study.
final class StudyCharts {
  private static final int CURVE_POINTS = 80;
  private static final int GRID = 36;
  private static final int LEVELS = 8;

  private final StudyData study;
  private final ValueScale values;

  private StudyCharts(StudyData study) {
    this.study = study;
    this.values = ValueScale.of(study);
  }

  /// All pictures, in the order to be shown.
  static List<Picture> of(StudyData study) {
    StudyCharts charts = new StudyCharts(study);
    List<Picture> pictures = new ArrayList<>();
    pictures.add(charts.bestSoFar());
    study
        .surrogate()
        .map(Surrogate::importance)
        .ifPresent(importance -> {
          pictures.add(charts.importance(importance));
          if (importance.size() > 1) {
            pictures.add(charts.pair(importance, study.surrogate().get()));
          }
        });
    for (Hyperparameter hyperparameter : study.hyperparameters()) {
      ParameterScale scale = new ParameterScale(hyperparameter);
      pictures.add(charts.againstObjective(scale));
      pictures.add(charts.overTheSearch(scale));
      pictures.add(charts.density(scale));
    }
    return pictures;
  }

  private Picture bestSoFar() {
    String measure = study.measure().title();
    XYChart chart = Look.chart("trial", measure + " on validation orders");
    trialAxis(chart);
    values.onY(chart);
    List<TrialRecord> trials = study.trials();
    double[] numbers = trials.stream().mapToDouble(TrialRecord::trial).toArray();
    study
        .surrogate()
        .ifPresent(surrogate -> {
          double[] random = surrogate.randomSearch(trials.size());
          line(
              chart,
              "random search, as expected",
              numbers,
              values.shown(random),
              Look.RANDOM,
              true);
        });
    line(chart, "best so far", numbers, values.shown(bestSoFar(trials)), Look.BEST, false);
    trials(chart, trial -> trial.trial(), trial -> values.shown(trial.value().orElseThrow()));
    return new Picture(
        "tuning-best",
        "The best value so far",
        "%s of each trial, the best up to it, and what a random search would have found by then as the model of the search expects it."
            .formatted(measure),
        chart);
  }

  private double[] bestSoFar(List<TrialRecord> trials) {
    double[] best = new double[trials.size()];
    double lowest = Double.NaN;
    for (int i = 0; i < best.length; i++) {
      TrialRecord trial = trials.get(i);
      if (StudyData.isCompleted(trial)) {
        double loss = study.loss(trial.value().orElseThrow());
        lowest = Double.isNaN(lowest) ? loss : Math.min(lowest, loss);
      }
      best[i] = study.loss(lowest);
    }
    return best;
  }

  private Picture importance(SequencedMap<String, Double> importance) {
    HorizontalBarChart chart =
        new HorizontalBarChartBuilder()
            .width(Look.WIDTH)
            .height(90 + 44 * importance.size())
            .xAxisTitle("share of the variance of the expected " + study.measure().title())
            .build();
    Look.style(chart.getStyler());
    chart.getStyler().setLegendVisible(false).setSeriesColors(new Color[] {Look.BEST});
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisMax(1.0);
    chart.getStyler().setAvailableSpaceFill(0.55);
    chart.getStyler().setLabelsVisible(false);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(x -> Math.round(100 * x) + "%");
    List<String> names = new ArrayList<>(importance.keySet());
    List<Double> shares = new ArrayList<>(importance.values());
    chart.addSeries("importance", shares.reversed(), names.reversed());
    return new Picture(
        "tuning-importance",
        "What matters",
        "Share of the variance of the expected value that goes with each hyperparameter, alone or together with others, by fANOVA of the Gaussian process.",
        chart);
  }

  private Picture pair(SequencedMap<String, Double> importance, Surrogate surrogate) {
    List<String> two = importance.keySet().stream().limit(2).toList();
    ParameterScale x = scale(two.get(0));
    ParameterScale y = scale(two.get(1));
    XYChart chart = Look.square(x.name(), y.name());
    onX(chart, x);
    onY(chart, y);
    double[][] expected = new double[GRID * GRID][];
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < GRID; i++) {
      for (int j = 0; j < GRID; j++) {
        double atX = x.number(x.stretched((i + 0.5) / GRID));
        double atY = y.number(y.stretched((j + 0.5) / GRID));
        Map<String, Object> point = new LinkedHashMap<>(study.best().parameters());
        point.put(x.name(), x.value(atX));
        point.put(y.name(), y.value(atY));
        double value = surrogate.predict(study.space().point(point));
        expected[i * GRID + j] = new double[] {atX, atY, value};
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    double step = (high - low) / LEVELS;
    for (int level = 0; level < LEVELS; level++) {
      double from = low + level * step;
      double to = level == LEVELS - 1 ? Double.POSITIVE_INFINITY : from + step;
      double[][] cells =
          Arrays.stream(expected)
              .filter(cell -> cell[2] >= from && cell[2] < to)
              .toArray(double[][]::new);
      if (cells.length > 0) {
        points(
            chart,
            "%s to %s".formatted(values.text(from), values.text(from + step)),
            column(cells, 0),
            column(cells, 1),
            Look.level(level, LEVELS),
            Look.CELL);
      }
    }
    trials(chart, x::of, y::of);
    return new Picture(
        "tuning-pair",
        "The two that matter most",
        "%s that the model expects over %s and %s, the others as in the best trial, and the trials."
            .formatted(study.measure().title(), x.name(), y.name()),
        chart);
  }

  private Picture againstObjective(ParameterScale scale) {
    XYChart chart = Look.chart(scale.name(), study.measure().title());
    onX(chart, scale);
    values.onY(chart);
    study
        .surrogate()
        .ifPresent(surrogate -> {
          double[] x = new double[CURVE_POINTS];
          double[] y = new double[CURVE_POINTS];
          for (int i = 0; i < CURVE_POINTS; i++) {
            double place = scale.stretched(i / (CURVE_POINTS - 1.0));
            Map<String, Object> point = new LinkedHashMap<>(study.best().parameters());
            point.put(scale.name(), scale.value(scale.number(place)));
            x[i] = scale.number(place);
            y[i] = values.shown(surrogate.predict(study.space().point(point)));
          }
          line(chart, "expected, the others as in the best", x, y, Look.MODEL, false);
        });
    trials(chart, scale::of, trial -> values.shown(trial.value().orElseThrow()));
    return new Picture(
        "tuning-" + scale.name() + "-objective",
        study.measure().title() + " against " + scale.name(),
        "A point per trial, and what the model expects with the other hyperparameters as in the best trial.",
        chart);
  }

  private Picture overTheSearch(ParameterScale scale) {
    XYChart chart = Look.chart("trial", scale.name());
    trialAxis(chart);
    onY(chart, scale);
    double[] numbers = study.trials().stream().mapToDouble(TrialRecord::trial).toArray();
    double[] places =
        study.trials().stream().mapToDouble(trial -> scale.place(scale.of(trial))).toArray();
    double[] trend = Smooth.trend(numbers, places);
    line(
        chart,
        "trend",
        numbers,
        Arrays.stream(trend).map(scale::number).toArray(),
        Look.MODEL,
        false);
    trials(chart, TrialRecord::trial, scale::of);
    return new Picture(
        "tuning-" + scale.name() + "-order",
        scale.name() + " over the search",
        "The value of each trial in the order of the search, with a moving mean.",
        chart);
  }

  private Picture density(ParameterScale scale) {
    XYChart chart = Look.chart(scale.name(), "density of the trials");
    onX(chart, scale);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisTicksVisible(false);
    List<TrialRecord> best = study.bestFirst().subList(0, Math.max(1, study.trials().size() / 4));
    density(chart, "all trials", scale, study.trials(), Look.FAINT, true);
    density(chart, "the best quarter", scale, best, Look.BEST, false);
    return new Picture(
        "tuning-" + scale.name() + "-density",
        "Where " + scale.name() + " was tried",
        "How densely the range was tried, by all trials and by the best quarter.",
        chart);
  }

  private static void density(
      XYChart chart,
      String name,
      ParameterScale scale,
      List<TrialRecord> trials,
      Color color,
      boolean filled) {
    double[] places = trials.stream().mapToDouble(trial -> scale.place(scale.of(trial))).toArray();
    double[] at =
        IntStream.range(0, CURVE_POINTS)
            .mapToDouble(i -> scale.stretched(i / (CURVE_POINTS - 1.0)))
            .toArray();
    double[] density = Smooth.density(places, at);
    XYSeries series =
        line(chart, name, Arrays.stream(at).map(scale::number).toArray(), density, color, false);
    if (filled) {
      series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
      series.setFillColor(Look.AREA);
    }
  }

  /// What is drawn of a trial.
  private interface Place {
    double of(TrialRecord trial);
  }

  /// Adds a point per trial, by how it ended.
  private void trials(XYChart chart, Place x, Place y) {
    int best = study.best().trial();
    Predicate<TrialRecord> valued = trial -> trial.value().isPresent();
    add(
        chart,
        "stopped early",
        valued.and(trial -> trial.status() == TrialRecord.Status.PRUNED),
        x,
        y,
        Look.PRUNED,
        SeriesMarkers.DIAMOND);
    add(
        chart,
        "completed",
        valued.and(trial -> StudyData.isCompleted(trial) && trial.trial() != best),
        x,
        y,
        Look.COMPLETED,
        SeriesMarkers.CIRCLE);
    add(chart, "best", trial -> trial.trial() == best, x, y, Look.BEST, Look.STAR);
  }

  private void add(
      XYChart chart,
      String name,
      Predicate<TrialRecord> which,
      Place x,
      Place y,
      Color color,
      Marker marker) {
    List<TrialRecord> chosen = study.trials().stream().filter(which).toList();
    if (!chosen.isEmpty()) {
      points(
          chart,
          name,
          chosen.stream().mapToDouble(x::of).toArray(),
          chosen.stream().mapToDouble(y::of).toArray(),
          color,
          marker);
    }
  }

  private static void points(
      XYChart chart, String name, double[] x, double[] y, Color color, Marker marker) {
    chart
        .addSeries(name, x, y)
        .setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter)
        .setMarker(marker)
        .setMarkerColor(color);
  }

  private static XYSeries line(
      XYChart chart, String name, double[] x, double[] y, Color color, boolean dashed) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(dashed ? Look.DASHED : Look.SOLID);
    return series;
  }

  private void trialAxis(XYChart chart) {
    chart.getStyler().setXAxisMin(study.trials().getFirst().trial() - 0.5);
    chart.getStyler().setXAxisMax(study.trials().getLast().trial() + 0.5);
    chart
        .getStyler()
        .setXAxisTickLabelsFormattingFunction(
            x -> x == Math.rint(x) ? Numbers.count(Math.round(x)) : "");
  }

  private static void onX(XYChart chart, ParameterScale scale) {
    chart.getStyler().setXAxisLogarithmic(scale.isLog());
    chart.getStyler().setXAxisMin(scale.low());
    chart.getStyler().setXAxisMax(scale.high());
    chart.getStyler().setXAxisTickLabelsFormattingFunction(scale::label);
  }

  private static void onY(XYChart chart, ParameterScale scale) {
    chart.getStyler().setYAxisLogarithmic(scale.isLog());
    chart.getStyler().setYAxisMin(scale.low());
    chart.getStyler().setYAxisMax(scale.high());
    chart.getStyler().setYAxisTickLabelsFormattingFunction(scale::label);
  }

  private ParameterScale scale(String name) {
    return study.hyperparameters().stream()
        .filter(hyperparameter -> hyperparameter.name().equals(name))
        .map(ParameterScale::new)
        .findFirst()
        .orElseThrow();
  }

  private static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }
}
