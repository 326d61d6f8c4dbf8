package dev.prod2vec.sagemaker;

import dev.prod2vec.config.Config;
import dev.prod2vec.container.Hyperparameters;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.study.TuningConfig;
import dev.prod2vec.task.TrainingSet;
import java.util.SequencedMap;
import software.amazon.awssdk.services.sagemaker.model.AlgorithmSpecification;
import software.amazon.awssdk.services.sagemaker.model.CreateHyperParameterTuningJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterAlgorithmSpecification;
import software.amazon.awssdk.services.sagemaker.model.HyperParameterTrainingJobDefinition;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;

/// What SageMaker is asked for, as functions of the config alone.
///
/// @param config of the run
/// @param job what all jobs of the run have in common
record JobRequests(Config config, JobSettings job) {
  /// One training.
  ///
  /// @param trained config with the training that is asked for
  CreateTrainingJobRequest training(String name, Config trained, TrainingSet orders) {
    return CreateTrainingJobRequest.builder()
        .trainingJobName(name)
        .hyperParameters(Hyperparameters.texts(trained, orders))
        .algorithmSpecification(
            AlgorithmSpecification.builder()
                .trainingImage(job.image())
                .trainingInputMode(TrainingInputMode.FILE)
                .metricDefinitions(JobSettings.metrics())
                .build())
        .roleArn(job.role())
        .inputDataConfig(job.channel())
        .outputDataConfig(job.output())
        .resourceConfig(job.resources())
        .vpcConfig(job.vpc())
        .stoppingCondition(job.stopping())
        .enableManagedSpotTraining(job.spot())
        .checkpointConfig(job.checkpoints())
        .tags(job.tags())
        .build();
  }

  /// A search as the config says.
  ///
  /// @throws WrongUseException if SageMaker has no such search
  CreateHyperParameterTuningJobRequest tuning(String name) {
    TuningConfig tuning = config.tuning();
    SearchRequest.requirePossible(tuning);
    SequencedMap<String, String> fixed = Hyperparameters.texts(config, TrainingSet.TRAINING);
    tuning.space().hyperparameters().stream()
        .map(searched -> Hyperparameters.name(searched.name()))
        .forEach(fixed::remove);
    HyperParameterTrainingJobDefinition trial =
        HyperParameterTrainingJobDefinition.builder()
            .staticHyperParameters(fixed)
            .algorithmSpecification(
                HyperParameterAlgorithmSpecification.builder()
                    .trainingImage(job.image())
                    .trainingInputMode(TrainingInputMode.FILE)
                    .metricDefinitions(JobSettings.metrics())
                    .build())
            .roleArn(job.role())
            .inputDataConfig(job.channel())
            .outputDataConfig(job.output())
            .resourceConfig(job.resources())
            .vpcConfig(job.vpc())
            .stoppingCondition(job.stopping())
            .enableManagedSpotTraining(job.spot())
            .checkpointConfig(job.checkpoints())
            .build();
    return CreateHyperParameterTuningJobRequest.builder()
        .hyperParameterTuningJobName(name)
        .hyperParameterTuningJobConfig(SearchRequest.config(tuning))
        .trainingJobDefinition(trial)
        .warmStartConfig(SearchRequest.parents(job.settings().warmStartParents()))
        .tags(job.tags())
        .build();
  }
}
