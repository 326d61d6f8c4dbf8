package dev.prod2vec.report;

import dev.prod2vec.chart.ChartDrawing;
import dev.prod2vec.chart.ChartStyle;
import dev.prod2vec.chart.KernelSmoother;
import dev.prod2vec.chart.Picture;
import dev.prod2vec.text.HumanNumbers;
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

  /// All pictures, in the order to be shown. They are drawn by all cores: a search that was stopped
  /// ends with them.
  static List<Picture> of(StudyData study) {
    return sketches(study).parallelStream().map(ChartDrawing::draw).toList();
  }

  private static List<ChartDrawing> sketches(StudyData study) {
    StudyCharts charts = new StudyCharts(study);
    List<ChartDrawing> pictures = new ArrayList<>();
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

  /// Whether a picture is of one hyperparameter.
  static boolean isOf(String hyperparameter, Picture picture) {
    return List.of("-objective", "-order", "-density").stream()
        .anyMatch(kind -> picture.name().equals("tuning-" + hyperparameter + kind));
  }

  private ChartDrawing bestSoFar() {
    String measure = study.measure().title();
    XYChart chart = ChartStyle.wide("trial", measure + " on validation orders");
    trialAxis(chart);
    values.onY(chart);
    List<TrialRecord> trials = study.trials();
    double[] numbers = trials.stream().mapToDouble(TrialRecord::trial).toArray();
    double[] best = values.shown(bestSoFar(trials));
    line(chart, "best so far", steps(numbers, 1), steps(best, 0), ChartStyle.BEST, false);
    study
        .surrogate()
        .ifPresent(surrogate -> {
          double[] random = surrogate.randomSearch(trials.size());
          line(chart, "random search", numbers, values.shown(random), ChartStyle.RANDOM, true);
        });
    trials(chart, trial -> trial.trial(), trial -> values.shown(trial.value().orElseThrow()));
    return new ChartDrawing(
        "tuning-best",
        "The best value so far",
        "%s of each trial, the best up to it, and what a random search would have found by then as the model of the search expects it."
            .formatted(measure),
        chart);
  }

  /// Each number twice, so that a line goes in steps.
  ///
  /// @param ahead 1 for the coordinate that moves first, 0 for the other one
  private static double[] steps(double[] numbers, int ahead) {
    return IntStream.range(ahead, 2 * numbers.length - 1 + ahead)
        .mapToDouble(i -> numbers[i / 2])
        .toArray();
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

  private ChartDrawing importance(SequencedMap<String, Double> importance) {
    HorizontalBarChart chart =
        ChartStyle.bars(
            "share of the variance of the expected " + study.measure().title(), importance.size());
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisMax(1.0);
    chart.getStyler().setXAxisTickLabelsFormattingFunction(x -> Math.round(100 * x) + "%");
    List<String> names = new ArrayList<>(importance.keySet());
    List<Double> shares = new ArrayList<>(importance.values());
    chart.addSeries("importance", shares, names);
    return new ChartDrawing(
        "tuning-importance",
        "What matters",
        "Share of the variance of the expected value that goes with each hyperparameter, alone or together with others, by fANOVA of the Gaussian process.",
        chart);
  }

  private ChartDrawing pair(SequencedMap<String, Double> importance, Surrogate surrogate) {
    List<String> two = importance.keySet().stream().limit(2).toList();
    ParameterScale x = scale(two.get(0));
    ParameterScale y = scale(two.get(1));
    XYChart chart = ChartStyle.square(x.name(), y.name());
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
            ChartStyle.level(level, LEVELS),
            ChartStyle.CELL);
      }
    }
    trials(chart, x::of, y::of);
    return new ChartDrawing(
        "tuning-pair",
        "The two that matter most",
        "%s that the model expects over %s and %s, the others as in the best trial, and the trials."
            .formatted(study.measure().title(), x.name(), y.name()),
        chart);
  }

  private ChartDrawing againstObjective(ParameterScale scale) {
    XYChart chart = ChartStyle.small(scale.name(), study.measure().title());
    onX(chart, scale);
    values.onY(chart);
    study.surrogate().ifPresent(surrogate -> expected(chart, scale, surrogate));
    trials(chart, scale::of, trial -> values.shown(trial.value().orElseThrow()));
    return new ChartDrawing(
        "tuning-" + scale.name() + "-objective",
        study.measure().title() + " against " + scale.name(),
        "A point per trial, and what the model expects with the other hyperparameters as in the best trial.",
        chart);
  }

  /// Draws what the model expects with the other hyperparameters as in the best trial.
  private void expected(XYChart chart, ParameterScale scale, Surrogate surrogate) {
    double[] x =
        scale.hyperparameter() instanceof Hyperparameter.Choice choice
            ? IntStream.range(0, choice.options().size()).asDoubleStream().toArray()
            : curve(scale);
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      Map<String, Object> point = new LinkedHashMap<>(study.best().parameters());
      point.put(scale.name(), scale.value(x[i]));
      y[i] = values.shown(surrogate.predict(study.space().point(point)));
    }
    if (scale.hyperparameter() instanceof Hyperparameter.Choice) {
      points(chart, "expected", x, y, ChartStyle.MODEL, ChartStyle.DASH);
    } else {
      line(chart, "expected", x, y, ChartStyle.MODEL, false);
    }
  }

  /// Numbers from one end of a range to the other, at equal steps.
  private static double[] curve(ParameterScale scale) {
    return IntStream.range(0, CURVE_POINTS)
        .mapToDouble(i -> scale.number(scale.stretched(i / (CURVE_POINTS - 1.0))))
        .toArray();
  }

  private ChartDrawing overTheSearch(ParameterScale scale) {
    XYChart chart = ChartStyle.small("trial", scale.name());
    trialAxis(chart);
    onY(chart, scale);
    double[] numbers = study.trials().stream().mapToDouble(TrialRecord::trial).toArray();
    double[] places =
        study.trials().stream().mapToDouble(trial -> scale.place(scale.of(trial))).toArray();
    if (!(scale.hyperparameter() instanceof Hyperparameter.Choice)) {
      double[] trend = KernelSmoother.trend(numbers, places);
      double[] numbersOfTrend = Arrays.stream(trend).map(scale::number).toArray();
      line(chart, "trend", numbers, numbersOfTrend, ChartStyle.MODEL, false);
    }
    trials(chart, TrialRecord::trial, scale::of);
    return new ChartDrawing(
        "tuning-" + scale.name() + "-order",
        scale.name() + " over the search",
        "The value of each trial in the order of the search, with a moving mean.",
        chart);
  }

  private ChartDrawing density(ParameterScale scale) {
    XYChart chart = ChartStyle.small(scale.name(), "density of the trials");
    onX(chart, scale);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisTicksVisible(false);
    List<TrialRecord> best = study.bestFirst().subList(0, Math.max(1, study.trials().size() / 4));
    density(chart, "all trials", scale, study.trials(), ChartStyle.FAINT, true);
    density(chart, "the best quarter", scale, best, ChartStyle.BEST, false);
    return new ChartDrawing(
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
    double[] at = curve(scale);
    double[] density =
        KernelSmoother.density(
            places,
            Arrays.stream(at).map(scale::place).toArray(),
            scale.hyperparameter() instanceof Hyperparameter.Choice
                ? KernelSmoother.Bandwidth.NARROW
                : KernelSmoother.Bandwidth.SILVERMAN);
    XYSeries series = line(chart, name, at, density, color, false);
    if (filled) {
      series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
      series.setFillColor(ChartStyle.AREA);
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
        ChartStyle.PRUNED,
        SeriesMarkers.DIAMOND);
    add(
        chart,
        "completed",
        valued.and(trial -> StudyData.isCompleted(trial) && trial.trial() != best),
        x,
        y,
        ChartStyle.COMPLETED,
        SeriesMarkers.CIRCLE);
    add(chart, "best", trial -> trial.trial() == best, x, y, ChartStyle.BEST, ChartStyle.STAR);
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
    series.setLineStyle(dashed ? ChartStyle.DASHED : ChartStyle.SOLID);
    return series;
  }

  private void trialAxis(XYChart chart) {
    double min = study.trials().getFirst().trial() - 0.5;
    double max = study.trials().getLast().trial() + 0.5;
    chart.getStyler().setXAxisMin(min);
    chart.getStyler().setXAxisMax(max);
    chart
        .getStyler()
        .setXAxisTickLabelsFormattingFunction(
            x -> x == Math.rint(x) ? HumanNumbers.count(Math.round(x)) : ChartStyle.blank(x, min, max));
  }

  private static void onX(XYChart chart, ParameterScale scale) {
    chart.getStyler().setXAxisLogarithmic(scale.isLog());
    chart.getStyler().setXAxisLogarithmicDecadeOnly(false);
    chart.getStyler().setXAxisMin(scale.low());
    chart.getStyler().setXAxisMax(scale.high());
    chart.getStyler().setXAxisTickLabelsFormattingFunction(scale::label);
  }

  private static void onY(XYChart chart, ParameterScale scale) {
    chart.getStyler().setYAxisLogarithmic(scale.isLog());
    chart.getStyler().setYAxisLogarithmicDecadeOnly(false);
    chart.getStyler().setPlotGridHorizontalLinesVisible(!scale.isLog());
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
