package dev.prod2vec.sagemaker;

import dev.prod2vec.store.S3Location;

/// Where in S3 the jobs of a run read and write.
///
/// @param folder of the run alone
record RunPlace(S3Location folder) {
  /// The folder of prepared files.
  ///
  /// @param key of their content: other files have another folder
  S3Location input(String key) {
    return folder.resolve("input-" + key);
  }

  /// Below this each job has a folder of its name.
  S3Location output() {
    return folder.resolve("output");
  }

  /// An archive that a job left.
  S3Location archive(String job, String name) {
    return output().resolve(job).resolve("output").resolve(name);
  }

  /// Where jobs go on from.
  S3Location checkpoints() {
    return folder.resolve("checkpoints");
  }
}
