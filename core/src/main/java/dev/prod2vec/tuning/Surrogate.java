package dev.prod2vec.tuning;

import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A model of the function that a study explores: the Gaussian process that explains its values
/// best, fitted as in [GaussianProcessSampler]. Immutable.
public final class Surrogate {
  private static final int SAMPLES = 512;

  private final Space space;
  private final Goal goal;
  private final Axis[] axes;
  private final GaussianProcessFit fit;

  private Surrogate(Space space, Goal goal, Axis[] axes, GaussianProcessFit fit) {
    this.space = space;
    this.goal = goal;
    this.axes = axes;
    this.fit = fit;
  }

  /// Fits a model to trials.
  ///
  /// @param trials by rising number
  /// @return empty if fewer than two trials have a value, or no process could be fitted
  public static Optional<Surrogate> of(Space space, Goal goal, List<Trial> trials) {
    Axis[] axes = Axis.of(space);
    Observations observations = Observations.of(new History(space, goal, trials), axes);
    if (observations.rows().length < 2) {
      return Optional.empty();
    }
    return GaussianProcessFit.of(Axis.choices(axes), observations.rows(), observations.losses())
        .map(fit -> new Surrogate(space, goal, axes, fit));
  }

  /// The value expected at a point of the space, in the caller's unit.
  public double predict(Point point) {
    return predict(Axis.positions(axes, point.codes()));
  }

  /// How much of the variation of the expected value across the space each hyperparameter explains,
  /// alone or together with others: the total Sobol index of an analysis of variance (Sobol 1993;
  /// fANOVA in Hutter et al. 2014), by the estimator of Jansen (1999). Each share is in [0, 1];
  /// where hyperparameters act together, the shares add up to more than 1.
  ///
  /// @return by name, the most important first; all 0 if the expected value is the same everywhere
  public SequencedMap<String, Double> importance() {
    double[] values = new double[2 * SAMPLES];
    double[] differences = new double[axes.length];
    for (int sample = 0; sample < SAMPLES; sample++) {
      double[] one = draw(2 * sample);
      double[] other = draw(2 * sample + 1);
      values[2 * sample] = predict(one);
      values[2 * sample + 1] = predict(other);
      for (int axis = 0; axis < axes.length; axis++) {
        double[] mixed = one.clone();
        mixed[axis] = other[axis];
        double difference = values[2 * sample] - predict(mixed);
        differences[axis] += difference * difference;
      }
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int axis = 0; axis < axes.length; axis++) {
      double share = variance == 0 ? 0 : differences[axis] / (2 * SAMPLES * variance);
      shares.put(space.hyperparameters().get(axis).name(), Math.min(1, share));
    }
    SequencedMap<String, Double> sorted = new LinkedHashMap<>();
    shares.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  /// The best value to expect from a random search: element `i` is for `i + 1` trials.
  public double[] randomSearch(int trials) {
    double[] losses = new double[2 * SAMPLES];
    for (int sample = 0; sample < losses.length; sample++) {
      losses[sample] = goal.loss(predict(draw(sample)));
    }
    Arrays.sort(losses);
    double[] expected = new double[trials];
    for (int i = 0; i < trials; i++) {
      // The lowest of i + 1 draws is at place k or higher with probability (1 - k / n)^(i + 1).
      double above = 1;
      for (int k = 0; k < losses.length; k++) {
        double aboveNext = Math.pow(1 - (k + 1.0) / losses.length, i + 1);
        expected[i] += losses[k] * (above - aboveNext);
        above = aboveNext;
      }
      expected[i] = goal.loss(expected[i]);
    }
    return expected;
  }

  private double predict(double[] row) {
    return goal.loss(fit.warp().loss(fit.process().belief(row).mean()));
  }

  /// The positions of a point drawn evenly from the space.
  private double[] draw(int number) {
    long key = CounterRandom.key(0, number);
    double[] units = new double[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      units[axis] = (CounterRandom.bits(key, axis) >>> 11) * 0x1p-53;
    }
    return Axis.positions(axes, Axis.codes(axes, units));
  }
}
