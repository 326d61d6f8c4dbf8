package dev.prod2vec.sagemakerlocal;

import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What the service allows beyond the shape of a request.
final class Checks {
  private static final int MOST_TRIALS = 750;
  private static final int MOST_PARALLEL = 100;
  private static final int MOST_RUNTIME_SECONDS = 28 * 24 * 3600;

  private Checks() {}

  /// Checks a training job, or the definition of the training jobs in a tuning job.
  static void training(JsonNode definition) {
    JsonNode stopping = definition.path("StoppingCondition");
    JsonNode runtime = stopping.path("MaxRuntimeInSeconds");
    JsonNode wait = stopping.path("MaxWaitTimeInSeconds");
    require(
        runtime.asInt(1) <= MOST_RUNTIME_SECONDS,
        "MaxRuntimeInSeconds must be at most " + MOST_RUNTIME_SECONDS);
    if (definition.path("EnableManagedSpotTraining").asBoolean(false)) {
      require(
          wait.asInt(0) >= runtime.asInt(0) && wait.isNumber(),
          "MaxWaitTimeInSeconds must be given and not be below MaxRuntimeInSeconds when"
              + " EnableManagedSpotTraining is true");
    } else {
      require(
          wait.isMissingNode(),
          "MaxWaitTimeInSeconds must not be given when EnableManagedSpotTraining is false");
    }
    JsonNode algorithm = definition.path("AlgorithmSpecification");
    require(
        algorithm.has("TrainingImage") != algorithm.has("AlgorithmName"),
        "either TrainingImage or AlgorithmName must be given");
    JsonNode resources = definition.path("ResourceConfig");
    for (String name : new String[] {"InstanceType", "InstanceCount", "VolumeSizeInGB"}) {
      require(resources.hasNonNull(name), "ResourceConfig." + name + " must be given");
    }
    require(resources.path("InstanceCount").intValue() >= 1, "InstanceCount must be at least 1");
    require(resources.path("VolumeSizeInGB").intValue() >= 1, "VolumeSizeInGB must be at least 1");
    unique(definition.path("InputDataConfig"), "ChannelName");
    unique(algorithm.path("MetricDefinitions"), "Name");
  }

  /// Checks a tuning job.
  static void tuning(JsonNode request) {
    JsonNode config = request.path("HyperParameterTuningJobConfig");
    JsonNode definition = request.path("TrainingJobDefinition");
    require(
        definition.isObject(),
        "TrainingJobDefinition must be given: the local SageMaker knows no others");
    training(definition);
    String strategy = config.path("Strategy").stringValue();
    require(
        strategy.equals("Bayesian") || strategy.equals("Random"),
        "the local SageMaker searches only by Bayesian and Random, not by " + strategy);
    JsonNode limits = config.path("ResourceLimits");
    int trials = limits.path("MaxNumberOfTrainingJobs").asInt(0);
    int parallel = limits.path("MaxParallelTrainingJobs").asInt(0);
    require(
        trials >= 1 && trials <= MOST_TRIALS,
        "MaxNumberOfTrainingJobs must be 1 to " + MOST_TRIALS);
    require(
        parallel <= trials && parallel <= MOST_PARALLEL,
        "MaxParallelTrainingJobs must not be above MaxNumberOfTrainingJobs and " + MOST_PARALLEL);
    String metric = config.path("HyperParameterTuningJobObjective").path("MetricName").asString("");
    require(
        definition
            .path("AlgorithmSpecification")
            .path("MetricDefinitions")
            .valueStream()
            .anyMatch(one -> one.path("Name").stringValue().equals(metric)),
        "the objective \"%s\" must be one of MetricDefinitions".formatted(metric));
    ranges(config.path("ParameterRanges"), definition.path("StaticHyperParameters"));
  }

  private static void ranges(JsonNode ranges, JsonNode fixed) {
    Set<String> names = new HashSet<>();
    for (JsonNode list : ranges) {
      for (JsonNode range : list) {
        String name = range.path("Name").stringValue();
        require(names.add(name), "the hyperparameter %s has two ranges".formatted(name));
        require(
            !fixed.has(name), "the hyperparameter %s is both fixed and searched".formatted(name));
        if (range.has("MinValue")) {
          numbers(name, range);
        }
      }
    }
    require(!names.isEmpty(), "ParameterRanges must have at least one range");
  }

  private static void numbers(String name, JsonNode range) {
    try {
      double min = Double.parseDouble(range.path("MinValue").stringValue());
      double max = Double.parseDouble(range.path("MaxValue").stringValue());
      require(min < max, "MinValue of %s must be below MaxValue".formatted(name));
      boolean log = range.path("ScalingType").asString("").equals("Logarithmic");
      require(!log || min > 0, "MinValue of %s must be above 0 to be logarithmic".formatted(name));
      require(
          !range.path("ScalingType").asString("").equals("ReverseLogarithmic"),
          "the local SageMaker knows no ReverseLogarithmic scaling");
    } catch (NumberFormatException e) {
      throw ServiceException.invalid("the range of %s must have numbers".formatted(name));
    }
  }

  private static void unique(JsonNode list, String key) {
    Set<String> seen = new HashSet<>();
    for (JsonNode one : list) {
      String name = one.path(key).stringValue();
      require(seen.add(name), "%s \"%s\" is there twice".formatted(key, name));
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw ServiceException.invalid(message);
    }
  }
}
