package dev.prod2vec.sagemaker;

import dev.prod2vec.container.Hyperparameters;
import dev.prod2vec.container.LogMetric;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.study.TuningConfig;
import dev.prod2vec.tuning.Goal;
import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Pruner;
import dev.prod2vec.tuning.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.model.CategoricalParameterRange;
import software.amazon.awssdk.services.sagemaker.model.ContinuousParameterRange;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterScalingType;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobConfig;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobObjectiveType;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobStrategyType;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobWarmStartConfig;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobWarmStartType;
import software.amazon.awssdk.services.sagemaker.model.IntegerParameterRange;
import software.amazon.awssdk.services.sagemaker.model.ParameterRanges;
import software.amazon.awssdk.services.sagemaker.model.ParentHyperParameterTuningJob;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimits;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobEarlyStoppingType;

/// The part of a request that is about a search: ranges, limits and earlier searches.
final class SearchRequest {
  /// Most trials of a tuning job, and most at a time.
  private static final int MOST_TRIALS = 750;

  private static final int MOST_PARALLEL = 100;
  private static final int MIN_SEARCH_SECONDS = 120;
  private static final double SECONDS_PER_MINUTE = 60;

  private SearchRequest() {}

  static HyperParameterTuningJobConfig config(TuningConfig tuning) {
    ResourceLimits.Builder limits =
        ResourceLimits.builder()
            .maxNumberOfTrainingJobs(tuning.trials())
            .maxParallelTrainingJobs(tuning.parallel());
    if (tuning.minutes() > 0) {
      limits.maxRuntimeInSeconds(
          (int) Math.max(MIN_SEARCH_SECONDS, SECONDS_PER_MINUTE * tuning.minutes()));
    }
    return HyperParameterTuningJobConfig.builder()
        .strategy(HyperParameterTuningJobStrategyType.BAYESIAN)
        .hyperParameterTuningJobObjective(objective ->
            objective
                .type(
                    tuning.metric().goal() == Goal.MAXIMISE
                        ? HyperParameterTuningJobObjectiveType.MAXIMIZE
                        : HyperParameterTuningJobObjectiveType.MINIMIZE)
                .metricName(LogMetric.OBJECTIVE.title()))
        .resourceLimits(limits.build())
        .parameterRanges(ranges(tuning))
        .trainingJobEarlyStoppingType(
            tuning.pruner() == Pruner.MEDIAN
                ? TrainingJobEarlyStoppingType.AUTO
                : TrainingJobEarlyStoppingType.OFF)
        .randomSeed((int) Math.floorMod(tuning.seed(), (long) Integer.MAX_VALUE))
        .build();
  }

  private static ParameterRanges ranges(TuningConfig tuning) {
    List<IntegerParameterRange> whole = new ArrayList<>();
    List<ContinuousParameterRange> real = new ArrayList<>();
    List<CategoricalParameterRange> choices = new ArrayList<>();
    for (Hyperparameter searched : tuning.space().hyperparameters()) {
      String name = Hyperparameters.name(searched.name());
      switch (searched) {
        case Hyperparameter.Whole(_, var min, var max, var scale) ->
            whole.add(
                IntegerParameterRange.builder()
                    .name(name)
                    .minValue(Integer.toString(min))
                    .maxValue(Integer.toString(max))
                    .scalingType(scaling(scale))
                    .build());
        case Hyperparameter.Real(_, var min, var max, var scale) ->
            real.add(
                ContinuousParameterRange.builder()
                    .name(name)
                    .minValue(Double.toString(min))
                    .maxValue(Double.toString(max))
                    .scalingType(scaling(scale))
                    .build());
        case Hyperparameter.Choice(_, var options) ->
            choices.add(CategoricalParameterRange.builder().name(name).values(options).build());
      }
    }
    return ParameterRanges.builder()
        .integerParameterRanges(whole)
        .continuousParameterRanges(real)
        .categoricalParameterRanges(choices)
        .build();
  }

  private static HyperParameterScalingType scaling(Scale scale) {
    return switch (scale) {
      case LINEAR -> HyperParameterScalingType.LINEAR;
      case LOG -> HyperParameterScalingType.LOGARITHMIC;
    };
  }

  /// @throws WrongUseException if SageMaker has no such search
  static void requirePossible(TuningConfig tuning) {
    if (!tuning.earlierStudy().isEmpty()) {
      throw new WrongUseException(
          "tuning.earlier-study names a study of this machine, which a search on SageMaker cannot"
              + " learn from\n"
              + "hint: sagemaker.warm-start-parents takes names of tuning jobs");
    }
    if (tuning.pruner() == Pruner.SUCCESSIVE_HALVING) {
      throw new WrongUseException(
          "tuning.pruner is successive-halving, which a search on SageMaker does not have\n"
              + "hint: median, SageMaker's early stopping, or none");
    }
    if (tuning.trials() > MOST_TRIALS || tuning.parallel() > MOST_PARALLEL) {
      throw new WrongUseException(
          "a search on SageMaker may have tuning.trials 1 to %d and tuning.parallel 1 to %d, but has %d and %d"
              .formatted(MOST_TRIALS, MOST_PARALLEL, tuning.trials(), tuning.parallel()));
    }
    if (tuning.parallel() > tuning.trials()) {
      throw new WrongUseException(
          "tuning.parallel must not be more than tuning.trials on SageMaker, but they are %d and %d"
              .formatted(tuning.parallel(), tuning.trials()));
    }
  }

  /// A warning before a search begins; empty if there is no reason for one.
  static Optional<String> warning(TuningConfig tuning) {
    return tuning.trials() > 1 && tuning.parallel() == tuning.trials()
        ? Optional.of(
            "warning: all %d trials run at the same time, so none can learn from another: this is a random search\nhint: a lower tuning.parallel"
                .formatted(tuning.trials()))
        : Optional.empty();
  }

  /// The tuning jobs that a search learns from; null if there are none.
  static @Nullable HyperParameterTuningJobWarmStartConfig parents(List<String> parents) {
    if (parents.isEmpty()) {
      return null;
    }
    return HyperParameterTuningJobWarmStartConfig.builder()
        .parentHyperParameterTuningJobs(
            parents.stream()
                .map(name ->
                    ParentHyperParameterTuningJob.builder()
                        .hyperParameterTuningJobName(name)
                        .build())
                .toList())
        .warmStartType(HyperParameterTuningJobWarmStartType.TRANSFER_LEARNING)
        .build();
  }
}
