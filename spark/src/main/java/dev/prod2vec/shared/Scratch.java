package dev.prod2vec.shared;

import java.nio.file.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.util.Utils;

/// Folders of an executor for temporary files.
public final class Scratch {
  private Scratch() {}

  /// One that all its tasks share.
  public static Path folder() {
    return Path.of(Utils.getLocalDir(SparkEnv.get().conf()));
  }

  /// A new one, which is deleted when the executor ends, at the latest.
  public static Path create() {
    return Utils.createTempDir(folder().toString(), "prod2vec").toPath();
  }
}
