package dev.prod2vec.cluster;

import dev.prod2vec.lake.Jobs;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.shared.ClusterSession;
import dev.prod2vec.task.ModelWorkers;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.text.HumanNumbers;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/// The executors of a Spark cluster. Each of them holds the model and the training baskets, as one
/// machine does.
public final class SparkModelWorkers implements ModelWorkers {
  /// Parts for each task that runs at a time: those with popular products take longer.
  private static final int PARTS_PER_TASK = 4;

  private final JavaSparkContext cluster;
  private final SharedModel model;

  /// @param asked the model that the files of the task hold
  /// @throws dev.prod2vec.setting.WrongUseException if it does not fit the heap of an executor
  public SparkModelWorkers(Sessions sessions, TaskContext context, ProductModel asked)
      throws IOException {
    ClusterSession session = sessions.of(context);
    cluster = session.cluster();
    int products = asked.vocabulary().size();
    int dim = asked.embedding().dim();
    ExecutorMemory.require(
        cluster.sc(),
        "scoring %s with %s numbers each".formatted(HumanNumbers.count(products, "product"), dim),
        ExecutorMemory.postProcessing(
            products, dim, LongStream.of(asked.vocabulary().counts()).sum()));
    model = SharedModel.of(context.files(), session.files());
  }

  @Override
  public <T extends Serializable> List<T> inParts(String what, Work<T> work)
      throws InterruptedException {
    SharedModel files = model;
    // It may hold all questions, which every task would carry.
    Broadcast<Work<T>> shared = cluster.broadcast(work);
    int threads = cluster.getConf().getInt("spark.task.cpus", 1);
    int parts = Math.max(1, cluster.defaultParallelism() / threads) * PARTS_PER_TASK;
    try (Jobs jobs = new Jobs(cluster.sc())) {
      cluster.setJobDescription(TaskId.POST_PROCESSING + ": " + what);
      return jobs.run(() ->
          cluster
              .parallelize(IntStream.range(0, parts).boxed().toList(), parts)
              .map(part -> shared.value().part(files.open(), part, parts, threads))
              .collect());
    } finally {
      cluster.setJobDescription(null);
    }
  }
}
