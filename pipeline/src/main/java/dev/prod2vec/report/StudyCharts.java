package dev.prod2vec.report;

import dev.prod2vec.chart.AxisRange;
import dev.prod2vec.chart.BarPlot;
import dev.prod2vec.chart.ChartDrawing;
import dev.prod2vec.chart.KernelSmoother;
import dev.prod2vec.chart.Picture;
import dev.prod2vec.chart.Plot;
import dev.prod2vec.study.TrialRecord;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Surrogate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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

  /// All pictures, in the order to be shown. All cores draw them, since a user who stopped a search
  /// waits for them.
  static List<Picture> of(StudyData study) {
    return drawings(study).parallelStream().map(ChartDrawing::draw).toList();
  }

  private static List<ChartDrawing> drawings(StudyData study) {
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

  /// Whether a picture shows one hyperparameter.
  static boolean isOf(String hyperparameter, Picture picture) {
    return List.of("-objective", "-order", "-density").stream()
        .anyMatch(kind -> picture.name().equals("tuning-" + hyperparameter + kind));
  }

  private ChartDrawing bestSoFar() {
    String measure = study.measure().title();
    Plot plot = Plot.wide("trial", measure + " on validation orders");
    plot.x(trialAxis());
    plot.y(values.axis());
    List<TrialRecord> trials = study.trials();
    double[] numbers = trials.stream().mapToDouble(TrialRecord::trial).toArray();
    double[] best = values.shown(bestSoFar(trials));
    plot.line("best so far", steps(numbers, 1), steps(best, 0), Plot.Line.BEST);
    study
        .surrogate()
        .ifPresent(surrogate -> {
          double[] random = surrogate.randomSearch(trials.size());
          plot.line("random search", numbers, values.shown(random), Plot.Line.RANDOM);
        });
    trials(plot, trial -> trial.trial(), trial -> values.shown(trial.value().orElseThrow()));
    return plot.drawing(
        "tuning-best",
        "The best value so far",
        "%s of each trial, the best so far, and what a random search would have found by then, as the search's model expects."
            .formatted(measure));
  }

  /// Each number twice, so that a line rises in steps.
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
    BarPlot plot =
        new BarPlot("share of the variance of the expected " + study.measure().title(), importance);
    return plot.drawing(
        "tuning-importance",
        "What matters",
        "Share of the variance of the expected value that each hyperparameter explains, alone or together with others, by fANOVA of the Gaussian process.");
  }

  private ChartDrawing pair(SequencedMap<String, Double> importance, Surrogate surrogate) {
    List<String> two = importance.keySet().stream().limit(2).toList();
    ParameterScale x = scale(two.get(0));
    ParameterScale y = scale(two.get(1));
    Plot plot = Plot.square(x.name(), y.name());
    plot.x(x.axis());
    plot.y(y.axis());
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
        plot.cells(
            "%s to %s".formatted(values.text(from), values.text(from + step)),
            column(cells, 0),
            column(cells, 1),
            level,
            LEVELS);
      }
    }
    trials(plot, x::of, y::of);
    return plot.drawing(
        "tuning-pair",
        "The two that matter most",
        "%s that the model expects over %s and %s, the others as in the best trial, and the trials."
            .formatted(study.measure().title(), x.name(), y.name()));
  }

  private ChartDrawing againstObjective(ParameterScale scale) {
    Plot plot = Plot.small(scale.name(), study.measure().title());
    plot.x(scale.axis());
    plot.y(values.axis());
    study.surrogate().ifPresent(surrogate -> expected(plot, scale, surrogate));
    trials(plot, scale::of, trial -> values.shown(trial.value().orElseThrow()));
    return plot.drawing(
        "tuning-" + scale.name() + "-objective",
        study.measure().title() + " against " + scale.name(),
        "A point per trial, and what the model expects with the other hyperparameters as in the best trial.");
  }

  /// Draws what the model expects with the other hyperparameters as in the best trial.
  private void expected(Plot plot, ParameterScale scale, Surrogate surrogate) {
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
      plot.points("expected", x, y, Plot.Points.EXPECTED);
    } else {
      plot.line("expected", x, y, Plot.Line.EXPECTED);
    }
  }

  /// Numbers from one end of a range to the other, at equal steps.
  private static double[] curve(ParameterScale scale) {
    return IntStream.range(0, CURVE_POINTS)
        .mapToDouble(i -> scale.number(scale.stretched(i / (CURVE_POINTS - 1.0))))
        .toArray();
  }

  private ChartDrawing overTheSearch(ParameterScale scale) {
    Plot plot = Plot.small("trial", scale.name());
    plot.x(trialAxis());
    plot.y(scale.axis());
    double[] numbers = study.trials().stream().mapToDouble(TrialRecord::trial).toArray();
    double[] places =
        study.trials().stream().mapToDouble(trial -> scale.place(scale.of(trial))).toArray();
    if (!(scale.hyperparameter() instanceof Hyperparameter.Choice)) {
      double[] trend = KernelSmoother.trend(numbers, places);
      double[] numbersOfTrend = Arrays.stream(trend).map(scale::number).toArray();
      plot.line("trend", numbers, numbersOfTrend, Plot.Line.EXPECTED);
    }
    trials(plot, TrialRecord::trial, scale::of);
    return plot.drawing(
        "tuning-" + scale.name() + "-order",
        scale.name() + " over the search",
        "The value of each trial in the order of the search, with a moving mean.");
  }

  private ChartDrawing density(ParameterScale scale) {
    Plot plot = Plot.small(scale.name(), "density of the trials");
    plot.x(scale.axis());
    plot.yWithoutNumbers();
    List<TrialRecord> best = study.bestFirst().subList(0, Math.max(1, study.trials().size() / 4));
    density(plot, "all trials", scale, study.trials(), Plot.Line.BACKGROUND);
    density(plot, "the best quarter", scale, best, Plot.Line.BEST);
    return plot.drawing(
        "tuning-" + scale.name() + "-density",
        "Where " + scale.name() + " was tried",
        "How densely the range was tried, by all trials and by the best quarter.");
  }

  private static void density(
      Plot plot, String name, ParameterScale scale, List<TrialRecord> trials, Plot.Line line) {
    double[] places = trials.stream().mapToDouble(trial -> scale.place(scale.of(trial))).toArray();
    double[] at = curve(scale);
    double[] density =
        KernelSmoother.density(
            places,
            Arrays.stream(at).map(scale::place).toArray(),
            scale.hyperparameter() instanceof Hyperparameter.Choice
                ? KernelSmoother.Bandwidth.NARROW
                : KernelSmoother.Bandwidth.SILVERMAN);
    plot.line(name, at, density, line);
  }

  /// A coordinate of a trial.
  private interface Place {
    double of(TrialRecord trial);
  }

  /// Adds a point per trial, by how it ended.
  private void trials(Plot plot, Place x, Place y) {
    int best = study.best().trial();
    Predicate<TrialRecord> valued = trial -> trial.value().isPresent();
    add(
        plot,
        "stopped early",
        valued.and(trial -> trial.status() == TrialRecord.Status.PRUNED),
        x,
        y,
        Plot.Points.STOPPED);
    add(
        plot,
        "completed",
        valued.and(trial -> StudyData.isCompleted(trial) && trial.trial() != best),
        x,
        y,
        Plot.Points.COMPLETED);
    add(plot, "best", trial -> trial.trial() == best, x, y, Plot.Points.BEST);
  }

  private void add(
      Plot plot, String name, Predicate<TrialRecord> which, Place x, Place y, Plot.Points points) {
    List<TrialRecord> chosen = study.trials().stream().filter(which).toList();
    if (!chosen.isEmpty()) {
      plot.points(
          name,
          chosen.stream().mapToDouble(x::of).toArray(),
          chosen.stream().mapToDouble(y::of).toArray(),
          points);
    }
  }

  private AxisRange trialAxis() {
    double min = study.trials().getFirst().trial() - 0.5;
    double max = study.trials().getLast().trial() + 0.5;
    return new AxisRange(
        min,
        max,
        AxisRange.Spacing.LINEAR,
        x -> x == Math.rint(x) ? HumanNumbers.count(Math.round(x)) : AxisRange.blank(x, min, max));
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
