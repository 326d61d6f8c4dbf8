package dev.prod2vec.sagemaker;

import dev.prod2vec.file.Sha256;
import java.time.Instant;

/// The names of a run's jobs: the same run has the same names each time, another run has others.
/// SageMaker allows letters, digits and single dashes between them, and no name twice.
///
/// @param run its id, as far as a name may hold it
/// @param key a hash of everything that distinguishes the run from others
record JobNames(String run, String key) {
  private static final int TRAINING_LENGTH = 63;
  private static final int TUNING_LENGTH = 32;

  /// What a training job is for.
  enum Purpose {
    /// The task model_training.
    TRAINING("train"),
    /// The last training of model_tuning.
    FINAL("final");

    private final String word;

    Purpose(String word) {
      this.word = word;
    }
  }

  /// @param runId the run's id
  /// @param created when the run was created
  /// @param folder where in S3 its jobs read and write
  static JobNames of(String runId, Instant created, String folder) {
    return new JobNames(allowed(runId), hash(runId + "\n" + created + "\n" + folder));
  }

  /// Eight letters and digits of a hash of a text.
  static String hash(String text) {
    return Sha256.ofText(text).substring(0, 8);
  }

  /// The name of a training job.
  ///
  /// @param number 1-based: a job that failed or was stopped is followed by another
  String training(Purpose purpose, int number) {
    return name("prod2vec-", "-%s-%s-%d".formatted(key, purpose.word, number), TRAINING_LENGTH);
  }

  /// The name of a tuning job.
  ///
  /// @param number as in [#training]
  String tuning(int number) {
    return name("p2v-", "-%s-%d".formatted(key, number), TUNING_LENGTH);
  }

  /// The run's folder, below the folder of all runs.
  String folder() {
    return run.isEmpty() ? key : run + "-" + key;
  }

  private String name(String before, String after, int length) {
    int rest = Math.min(run.length(), length - before.length() - after.length());
    String part = run.substring(0, rest).replaceAll("-+$", "");
    return (before + part + after).replaceAll("-+", "-");
  }

  private static String allowed(String runId) {
    return runId.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-+|-+$", "");
  }
}
