package dev.prod2vec.container;

import java.nio.file.Path;

/// The folders of a training job's container.
///
/// @param root `/opt/ml` on SageMaker
public record ContainerFolders(Path root) {
  /// Name of the channel that a training reads.
  public static final String CHANNEL = "training";

  /// Folder of a container that SageMaker keeps in S3 while a job runs.
  public static final String CHECKPOINTS = "/opt/ml/checkpoints";

  /// Name of the scores of a trial among the job's outputs.
  public static final String SCORES = "scores.json";

  /// The hyperparameters: a JSON object of texts.
  public Path hyperparameters() {
    return config("hyperparameters.json");
  }

  /// The channels: a JSON object with an entry for each.
  public Path channels() {
    return config("inputdataconfig.json");
  }

  /// The machines of the job.
  public Path resources() {
    return config("resourceconfig.json");
  }

  /// The files of a channel.
  public Path channel(String name) {
    return root.resolve("input/data").resolve(name);
  }

  /// Files here at the end become `model.tar.gz`.
  public Path model() {
    return root.resolve("model");
  }

  /// Files here at the end become `output.tar.gz`.
  public Path output() {
    return root.resolve("output/data");
  }

  /// Why the job failed.
  public Path failure() {
    return root.resolve("output/failure");
  }

  /// Files here survive when a Spot instance is taken away: the next machine has them too.
  public Path checkpoints() {
    return root.resolve("checkpoints");
  }

  private Path config(String name) {
    return root.resolve("input/config").resolve(name);
  }
}
