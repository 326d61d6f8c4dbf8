package dev.prod2vec.sagemaker;

import dev.prod2vec.backend.SageMakerConfig;
import dev.prod2vec.config.Config;
import dev.prod2vec.container.Hyperparameters;
import dev.prod2vec.container.Layout;
import dev.prod2vec.container.Metric;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.study.TuningConfig;
import dev.prod2vec.task.TrainingSet;
import dev.prod2vec.tuning.Goal;
import dev.prod2vec.tuning.Hyperparameter;
import dev.prod2vec.tuning.Pruner;
import dev.prod2vec.tuning.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sagemaker.model.AlgorithmSpecification;
import software.amazon.awssdk.services.sagemaker.model.CategoricalParameterRange;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.CheckpointConfig;
import software.amazon.awssdk.services.sagemaker.model.ContinuousParameterRange;
import software.amazon.awssdk.services.sagemaker.model.CreateHyperParameterTuningJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterAlgorithmSpecification;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterScalingType;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTrainingJobDefinition;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobConfig;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobObjectiveType;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobStrategyType;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobWarmStartConfig;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTuningJobWarmStartType;
import software.amazon.awssdk.services.sagemaker.model.IntegerParameterRange;
import software.amazon.awssdk.services.sagemaker.model.MetricDefinition;
import software.amazon.awssdk.services.sagemaker.model.OutputDataConfig;
import software.amazon.awssdk.services.sagemaker.model.ParameterRanges;
import software.amazon.awssdk.services.sagemaker.model.ParentHyperParameterTuningJob;
import software.amazon.awssdk.services.sagemaker.model.ResourceConfig;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimits;
import software.amazon.awssdk.services.sagemaker.model.S3DataType;
import software.amazon.awssdk.services.sagemaker.model.StoppingCondition;
import software.amazon.awssdk.services.sagemaker.model.Tag;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobEarlyStoppingType;
import software.amazon.awssdk.services.sagemaker.model.VpcConfig;

/// What SageMaker is asked for, as functions of the config alone.
///
/// @param place where the run's jobs read and write
/// @param input folder of the prepared files
record JobRequests(Config config, RunPlace place, Location input) {
  /// Most trials of a tuning job, and most at a time.
  private static final int MOST_TRIALS = 750;

  private static final int MOST_PARALLEL = 100;
  private static final int MIN_SEARCH_SECONDS = 120;

  /// What the stand-in is told where the config, which need not for it, has none.
  private static final String NO_ROLE = "arn:aws:iam::000000000000:role/none";

  private static final String NO_IMAGE = "none";

  private static final double SECONDS_PER_MINUTE = 60;

  /// One training.
  ///
  /// @param trained config with the training that is asked for
  CreateTrainingJobRequest training(String name, Config trained, TrainingSet orders) {
    SageMakerConfig settings = config.sagemaker();
    return CreateTrainingJobRequest.builder()
        .trainingJobName(name)
        .hyperParameters(Hyperparameters.texts(trained, orders))
        .algorithmSpecification(
            AlgorithmSpecification.builder()
                .trainingImage(image())
                .trainingInputMode(TrainingInputMode.FILE)
                .metricDefinitions(metrics())
                .build())
        .roleArn(role())
        .inputDataConfig(channel())
        .outputDataConfig(output())
        .resourceConfig(resources())
        .vpcConfig(vpc())
        .stoppingCondition(stopping())
        .enableManagedSpotTraining(settings.spot())
        .checkpointConfig(checkpoints())
        .tags(tags())
        .build();
  }

  /// A search as the config says.
  ///
  /// @throws WrongUseException if SageMaker has no such search
  CreateHyperParameterTuningJobRequest tuning(String name) {
    TuningConfig tuning = config.tuning();
    requirePossible(tuning);
    SageMakerConfig settings = config.sagemaker();
    SequencedMap<String, String> fixed = Hyperparameters.texts(config, TrainingSet.TRAINING);
    tuning.space().hyperparameters().stream()
        .map(searched -> Hyperparameters.name(searched.name()))
        .forEach(fixed::remove);
    HyperParameterTrainingJobDefinition trial =
        HyperParameterTrainingJobDefinition.builder()
            .staticHyperParameters(fixed)
            .algorithmSpecification(
                HyperParameterAlgorithmSpecification.builder()
                    .trainingImage(image())
                    .trainingInputMode(TrainingInputMode.FILE)
                    .metricDefinitions(metrics())
                    .build())
            .roleArn(role())
            .inputDataConfig(channel())
            .outputDataConfig(output())
            .resourceConfig(resources())
            .vpcConfig(vpc())
            .stoppingCondition(stopping())
            .enableManagedSpotTraining(settings.spot())
            .checkpointConfig(checkpoints())
            .build();
    return CreateHyperParameterTuningJobRequest.builder()
        .hyperParameterTuningJobName(name)
        .hyperParameterTuningJobConfig(search(tuning))
        .trainingJobDefinition(trial)
        .warmStartConfig(parents())
        .tags(tags())
        .build();
  }

  private String role() {
    String role = config.sagemaker().role();
    return role.isEmpty() ? NO_ROLE : role;
  }

  private String image() {
    String image = config.sagemaker().image();
    return image.isEmpty() ? NO_IMAGE : image;
  }

  private HyperParameterTuningJobConfig search(TuningConfig tuning) {
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
                .metricName(Metric.OBJECTIVE.title()))
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

  private static void requirePossible(TuningConfig tuning) {
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
          "tuning.parallel must not be above tuning.trials on SageMaker, but they are %d and %d"
              .formatted(tuning.parallel(), tuning.trials()));
    }
  }

  /// What is to be said before a search begins; empty if nothing is.
  static Optional<String> warning(TuningConfig tuning) {
    return tuning.trials() > 1 && tuning.parallel() == tuning.trials()
        ? Optional.of(
            "warning: all %d trials run at a time, so none can learn from another: this is a random search\nhint: a lower tuning.parallel"
                .formatted(tuning.trials()))
        : Optional.empty();
  }

  private Channel channel() {
    return Channel.builder()
        .channelName(Layout.CHANNEL)
        .dataSource(source ->
            source.s3DataSource(s3 -> s3.s3DataType(S3DataType.S3_PREFIX).s3Uri(input + "/")))
        .build();
  }

  private OutputDataConfig output() {
    String key = config.sagemaker().kmsKey();
    return OutputDataConfig.builder()
        .s3OutputPath(place.output().toString())
        .kmsKeyId(key.isEmpty() ? null : key)
        .build();
  }

  private ResourceConfig resources() {
    SageMakerConfig settings = config.sagemaker();
    return ResourceConfig.builder()
        .instanceType(settings.instanceType())
        .instanceCount(1)
        .volumeSizeInGB(settings.volumeGb())
        .volumeKmsKeyId(settings.kmsKey().isEmpty() ? null : settings.kmsKey())
        .build();
  }

  private @Nullable VpcConfig vpc() {
    SageMakerConfig settings = config.sagemaker();
    return settings.subnets().isEmpty()
        ? null
        : VpcConfig.builder()
            .subnets(settings.subnets())
            .securityGroupIds(settings.securityGroups())
            .build();
  }

  private StoppingCondition stopping() {
    SageMakerConfig settings = config.sagemaker();
    int seconds = Math.toIntExact(60L * settings.maxRuntimeMinutes());
    StoppingCondition.Builder condition = StoppingCondition.builder().maxRuntimeInSeconds(seconds);
    if (settings.spot()) {
      condition.maxWaitTimeInSeconds(seconds + 60 * settings.spotWaitMinutes());
    }
    return condition.build();
  }

  /// A job that takes spare machines goes on from here, as does one that follows one that was
  /// stopped.
  private CheckpointConfig checkpoints() {
    return CheckpointConfig.builder()
        .s3Uri(place.checkpoints().toString())
        .localPath(Layout.CHECKPOINTS)
        .build();
  }

  private static List<MetricDefinition> metrics() {
    return Arrays.stream(Metric.values())
        .map(
            metric -> MetricDefinition.builder().name(metric.title()).regex(metric.regex()).build())
        .toList();
  }

  private List<Tag> tags() {
    List<Tag> tags = new ArrayList<>();
    for (String tag : config.sagemaker().tags()) {
      int sign = tag.indexOf('=');
      tags.add(Tag.builder().key(tag.substring(0, sign)).value(tag.substring(sign + 1)).build());
    }
    return tags;
  }

  private @Nullable HyperParameterTuningJobWarmStartConfig parents() {
    List<String> parents = config.sagemaker().warmStartParents();
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

  /// Whether a training job that is there is what would be asked for.
  static boolean same(
      CreateTrainingJobRequest asked, Map<String, String> hyperparameters, List<Channel> channels) {
    return asked.hyperParameters().equals(hyperparameters)
        && sameInput(asked.inputDataConfig(), channels);
  }

  /// Whether two jobs read the same files.
  static boolean sameInput(List<Channel> asked, List<Channel> there) {
    return inputs(asked).equals(inputs(there));
  }

  private static List<String> inputs(List<Channel> channels) {
    return channels.stream().map(channel -> channel.dataSource().s3DataSource().s3Uri()).toList();
  }
}
