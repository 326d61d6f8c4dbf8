package dev.prod2vec.sagemaker;

import dev.prod2vec.store.Location;

/// The folders in which the jobs of a run read and write.
///
/// @param folder of this run and no other
record JobFolders(Location folder) {
  /// The folder of prepared files.
  ///
  /// @param key of their content: other files have another folder
  Location input(String key) {
    return folder.resolve("input-" + key);
  }

  /// The folder in which each job has a folder of its name.
  Location output() {
    return folder.resolve("output");
  }

  /// An archive that a job left.
  Location archive(String job, String name) {
    return output().resolve(job).resolve("output").resolve(name);
  }

  /// The checkpoints from which jobs resume.
  Location checkpoints() {
    return folder.resolve("checkpoints");
  }
}
