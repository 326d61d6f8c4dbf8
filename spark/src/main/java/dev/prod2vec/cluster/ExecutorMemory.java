package dev.prod2vec.cluster;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.text.HumanNumbers;
import org.apache.spark.SparkContext;

/// What must fit into the heap of an executor, and of the driver: a task that needs more would fail
/// late, and say only that an executor was lost.
final class ExecutorMemory {
  private static final String KEY = "spark.executor.memory";

  /// Spark's own.
  private static final String DEFAULT = "1g";

  /// Measured with two blocks: with a heap of half as much again a training was done; with a sixth
  /// more it was out of memory.
  private static final int STATES = 4;

  private ExecutorMemory() {}

  /// Bytes at the start of an epoch, when one task fits what weight decay pulls towards: the state
  /// in its blocks and joined, what is fitted, and copies of blocks, which are as large where there
  /// are few. The end of an epoch, when the model is asked for validation, needs less.
  static long training(long products, int dim) {
    return products * STATES * (2L * dim + 4) * Float.BYTES;
  }

  /// Bytes while scores and neighbours are computed: the vectors, ten rows a product in all, and
  /// the training baskets with the baskets of each product.
  ///
  /// @param purchases products of all training baskets together
  static long postProcessing(long products, int dim, long purchases) {
    return products * 10L * dim * Float.BYTES + purchases * 2 * Integer.BYTES;
  }

  /// @param what needs the memory, for the message
  /// @throws WrongUseException if it is more than the heap of an executor or of the driver
  static void require(SparkContext cluster, String what, long bytes) {
    long driver = Runtime.getRuntime().maxMemory();
    check(what, bytes, driver, "the driver has", "spark.driver.memory");
    if (!cluster.isLocal()) {
      long executor = cluster.getConf().getSizeAsBytes(KEY, DEFAULT);
      check(what, bytes, executor, "an executor has", KEY);
    }
  }

  private static void check(String what, long bytes, long heap, String who, String key) {
    if (bytes > heap) {
      throw new WrongUseException(
          "%s needs %s of memory at once, but %s %s\nhint: give more by --spark.conf=%s=..."
              .formatted(what, HumanNumbers.bytes(bytes), who, HumanNumbers.bytes(heap), key));
    }
  }
}
