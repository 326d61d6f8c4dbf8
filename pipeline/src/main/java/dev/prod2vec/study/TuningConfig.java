package dev.prod2vec.study;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.setting.Setting;
import dev.prod2vec.tuning.Pruner;
import dev.prod2vec.tuning.Space;
import java.util.List;

/// How training's hyperparameters are searched for. A range is written `64..512`, or `64..512 log`
/// where equal ratios are equal steps; an empty one is not searched, and training's own value
/// holds.
public record TuningConfig(
    @Setting("Most trials, those of an earlier run of the same study included; 1 to 10000.")
        int trials,
    @Setting(
            "Minutes after which no trial goes on, once one is completed; 0: as long as the trials"
                + " take.")
        double minutes,
    @Setting(
            "Trials that run at a time and share the threads of training; 1 to 64, at most one per"
                + " thread.")
        int parallel,
    @Setting("What a trial is judged by, on the validation orders.") Measure metric,
    @Setting(
            "Which trials are stopped early, by their validation HR@10 after each epoch, beside that of"
                + " others after the same share of their epochs; median: those worse than the median of"
                + " the completed ones; successive-halving: all but the best third after a third, a"
                + " ninth and so on of their epochs.")
        Pruner pruner,
    @Setting(
            "Whose vectors the run goes on with: the best trial's, or those of one more training with"
                + " its hyperparameters on training and validation orders together.")
        FinalTraining finalTraining,
    @Setting(
            value =
                "A tuning-study.jsonl of an earlier study by the same metric, whose trials are known"
                    + " to this one from its beginning; empty: none.",
            path = true)
        String warmStart,
    @Setting("Seed of the search.") long seed,
    @Setting("Objectives to choose from; empty: not searched.") List<String> objective,
    @Setting("Range of dim; empty: not searched.") String dim,
    @Setting(
            "Range of epochs; empty: not searched, which is enough as long as the best epoch of each"
                + " trial is kept.")
        String epochs,
    @Setting("Range of learning-rate; empty: not searched.") String learningRate,
    @Setting("Range of negatives, which only skip-gram has; empty: not searched.") String negatives,
    @Setting("Range of noise-exponent; empty: not searched.") String noiseExponent,
    @Setting("Range of dropout, which only completion has; empty: not searched.") String dropout) {

  public static final TuningConfig DEFAULT =
      new TuningConfig(
          30,
          0,
          1,
          Measure.HIT_RATE,
          Pruner.MEDIAN,
          FinalTraining.ALL_ORDERS,
          "",
          1L,
          List.of(),
          "64..256 log",
          "",
          "0.01..0.3 log",
          "",
          "0.3..1",
          "0..0.8");

  public TuningConfig {
    objective = List.copyOf(objective);
    require(trials >= 1 && trials <= 10_000, "trials must be 1 to 10000, but is %d", trials);
    require(minutes >= 0, "minutes must be 0 or more, but is %s", minutes);
    require(parallel >= 1 && parallel <= 64, "parallel must be 1 to 64, but is %d", parallel);
    TrainingSpace.of(objective, dim, epochs, learningRate, negatives, noiseExponent, dropout);
  }

  /// The same with another number of trials at a time.
  public TuningConfig withParallel(int newParallel) {
    return new TuningConfig(
        trials,
        minutes,
        newParallel,
        metric,
        pruner,
        finalTraining,
        warmStart,
        seed,
        objective,
        dim,
        epochs,
        learningRate,
        negatives,
        noiseExponent,
        dropout);
  }

  /// The space of the hyperparameters that are searched.
  public Space space() {
    return TrainingSpace.of(
        objective, dim, epochs, learningRate, negatives, noiseExponent, dropout);
  }
}
