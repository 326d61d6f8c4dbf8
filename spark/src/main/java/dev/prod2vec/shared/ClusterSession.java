package dev.prod2vec.shared;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/// What a task needs of a cluster.
///
/// @param spark the driver's session
/// @param files of the attempt
public record ClusterSession(SparkSession spark, SharedFiles files) {
  /// The driver's way to the executors.
  public JavaSparkContext cluster() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }
}
