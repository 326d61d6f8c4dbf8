package dev.prod2vec.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/// Which executors have the newest blocks in memory, so that the tasks that need them run there. It
/// only saves time: elsewhere a task reads the file.
final class BlockLocations {
  /// By the name of the block's file.
  private final Map<String, String> executors = new HashMap<>();

  /// This executor, as Spark names a place for tasks.
  static String here() {
    SparkEnv env = SparkEnv.get();
    return "executor_%s_%s".formatted(env.blockManager().blockManagerId().host(), env.executorId());
  }

  /// From now on the blocks of a round are the newest.
  void set(List<Merged> merged) {
    executors.clear();
    merged.forEach(block -> executors.put(block.file().name(), block.executor()));
  }

  /// One partition for each block.
  JavaRDD<BlockFile> rdd(JavaSparkContext spark, List<BlockFile> blocks) {
    List<Tuple2<BlockFile, Seq<String>>> located =
        blocks.stream().map(block -> new Tuple2<>(block, of(block))).toList();
    ClassTag<BlockFile> type = ClassTag$.MODULE$.apply(BlockFile.class);
    return JavaRDD.fromRDD(
        spark.sc().makeRDD(CollectionConverters.asScala(located).toSeq(), type), type);
  }

  private Seq<String> of(BlockFile block) {
    String executor = executors.get(block.name());
    return CollectionConverters.asScala(executor == null ? List.<String>of() : List.of(executor))
        .toSeq();
  }
}
