package dev.prod2vec.study;

import static dev.prod2vec.setting.Records.requireRanges;

import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Setting;
import dev.prod2vec.tuning.Pruner;
import dev.prod2vec.tuning.Space;
import java.util.List;

/// How training's hyperparameters are searched for. A range is written `64..512`, or `64..512 log`
/// where equal ratios are equal steps; an empty one is not searched, and training's own value
/// holds.
public record TuningConfig(
    @Setting(
            value = "Most trials, with those of an earlier run of the same study.",
            defaultValue = "30",
            min = 1,
            max = 10_000)
        int trials,
    @Setting(
            value =
                "Minutes after which trials are stopped, once one is completed; 0: as long as the"
                    + " trials take.",
            defaultValue = "0",
            min = 0)
        double minutes,
    @Setting(
            value =
                "Trials that run at a time and share the threads of training, at most one per"
                    + " thread.",
            defaultValue = "1",
            min = 1,
            max = 64)
        int parallel,
    @Setting(
            value = "What a trial is judged by, on the validation orders.",
            defaultValue = "hit-rate")
        Measure metric,
    @Setting(
            value =
                "Which trials are stopped early, by their validation HR@10 after each epoch,"
                    + " compared with the others' after the same share of their epochs; median:"
                    + " those worse than the median of the completed ones; successive-halving: all"
                    + " but the best third after a third, a ninth and so on of their epochs.",
            defaultValue = "median")
        Pruner pruner,
    @Setting(
            value =
                "Which vectors the run uses: those of the best trial, or new ones that are trained"
                    + " with its hyperparameters on training and validation orders together.",
            defaultValue = "all-orders")
        FinalTraining finalTraining,
    @Setting(
            value =
                "A tuning-study.jsonl of an earlier study by the same metric, whose trials this one"
                    + " knows from its beginning; empty: none.",
            path = true,
            formerly = "warm-start")
        String earlierStudy,
    @Setting(value = "Seed of the search.", defaultValue = "1") long seed,
    @Setting("Objectives to choose from; empty: not searched.") List<String> objective,
    @Setting(value = "Range of dim; empty: not searched.", defaultValue = "64..256 log") String dim,
    @Setting(
            "Range of epochs; empty: not searched, which is enough as long as the best epoch of"
                + " each trial is kept.")
        String epochs,
    @Setting(value = "Range of learning-rate; empty: not searched.", defaultValue = "0.01..0.3 log")
        String learningRate,
    @Setting("Range of negatives, which only skip-gram has; empty: not searched.") String negatives,
    @Setting(value = "Range of noise-exponent; empty: not searched.", defaultValue = "0.3..1")
        String noiseExponent,
    @Setting(
            value = "Range of dropout, which only completion has; empty: not searched.",
            defaultValue = "0..0.8")
        String dropout) {

  public static final TuningConfig DEFAULT = Records.defaults(TuningConfig.class);

  public TuningConfig {
    objective = List.copyOf(objective);
    var _ =
        TrainingSpace.of(
            requireRanges(
                TuningConfig.class,
                trials,
                minutes,
                parallel,
                metric,
                pruner,
                finalTraining,
                earlierStudy,
                seed,
                objective,
                dim,
                epochs,
                learningRate,
                negatives,
                noiseExponent,
                dropout));
  }

  /// The same with another number of trials at a time.
  public TuningConfig withParallel(int newParallel) {
    return Records.with(this, "parallel", newParallel);
  }

  /// The space of the hyperparameters that are searched.
  public Space space() {
    return TrainingSpace.of(Records.values(this));
  }
}
