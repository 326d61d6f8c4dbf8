package dev.prod2vec.lake;

import dev.prod2vec.shared.ClusterSession;
import dev.prod2vec.shared.SharedFiles;
import dev.prod2vec.task.TaskFiles;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/// One Spark on this machine for all tests, since it starts slowly.
public final class LocalSpark {
  public static final SparkSession SESSION =
      SparkSession.builder()
          .master("local[2]")
          .config("spark.ui.enabled", "false")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", "2")
          // The rows are few, so compiling each query would take longest.
          .config("spark.sql.codegen.wholeStage", "false")
          .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
          .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"))
          .getOrCreate();

  private LocalSpark() {}

  /// The same, for an attempt at a task.
  public static ClusterSession cluster(TaskFiles files) {
    return new ClusterSession(
        SESSION, new SharedFiles(files, JavaSparkContext.fromSparkContext(SESSION.sparkContext())));
  }
}
