package dev.prod2vec.cluster;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.lake.Jobs;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.shared.ClusterSession;
import dev.prod2vec.shared.PartsWriter;
import dev.prod2vec.shared.Scratch;
import dev.prod2vec.shared.SharedFiles;
import dev.prod2vec.task.LocalModelWorkers;
import dev.prod2vec.task.ModelWorkers;
import dev.prod2vec.task.TaskContext;
import dev.prod2vec.task.TaskFiles;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.vocabulary.Product;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/// The executors of a Spark cluster. Each of them holds the model and the training baskets, as one
/// machine does. They write the tables of many products, each a part; the driver writes those of a
/// few, so that they are the files of one machine.
public final class SparkModelWorkers implements ModelWorkers {
  /// Parts for each task that runs at a time: those with popular products take longer.
  private static final int PARTS_PER_TASK = 4;

  /// Most products of a part: of 128 numbers each, and with ten neighbours of each kind, it has
  /// some 100 MB.
  private static final int PRODUCTS_PER_PART = 100_000;

  private final JavaSparkContext cluster;
  private final SharedFiles files;
  private final SharedModel model;
  private final LocalModelWorkers driver;
  private final int productsPerPart;

  /// @param asked the model that the files of the task hold
  /// @throws dev.prod2vec.setting.WrongUseException if it does not fit the heap of an executor
  public SparkModelWorkers(Sessions sessions, TaskContext context, ProductModel asked)
      throws IOException {
    this(sessions, context, asked, PRODUCTS_PER_PART);
  }

  /// @param productsPerPart most products of a part of a table
  SparkModelWorkers(Sessions sessions, TaskContext context, ProductModel asked, int productsPerPart)
      throws IOException {
    ClusterSession session = sessions.of(context);
    cluster = session.cluster();
    files = session.files();
    driver = new LocalModelWorkers(asked, context.config().training().threads());
    this.productsPerPart = productsPerPart;
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
    SharedModel shared = model;
    // It may hold all questions, which every task would carry.
    Broadcast<Work<T>> sent = cluster.broadcast(work);
    int threads = threads();
    int parts = Math.max(1, cluster.defaultParallelism() / threads) * PARTS_PER_TASK;
    return collect(what, parts, part -> sent.value().part(shared.open(), part, parts, threads));
  }

  @Override
  public void write(TaskFiles own, String name, Rows rows)
      throws IOException, InterruptedException {
    int parts = Math.ceilDiv(driver.model().vocabulary().size(), productsPerPart);
    if (parts <= 1) {
      driver.write(own, name, rows);
      return;
    }
    SharedModel shared = model;
    // It may hold all lists of neighbours.
    Broadcast<Rows> sent = cluster.broadcast(rows);
    PartsWriter to = files.writeParts(name);
    int threads = threads();
    files.wroteParts(
        name,
        collect(
            name,
            parts,
            part -> {
              Path folder = Files.createTempDirectory(Scratch.folder(), "rows-");
              try {
                ProductModel here = shared.open();
                List<Product> products = part(here.vocabulary().products(), part, parts);
                Path file = folder.resolve(name);
                sent.value().write(here, products, file, threads);
                return to.write(file, part, org.apache.spark.TaskContext.get().taskAttemptId());
              } finally {
                Tree.delete(folder);
              }
            }));
  }

  private static List<Product> part(List<Product> products, int part, int parts) {
    return products.subList(
        (int) ((long) products.size() * part / parts),
        (int) ((long) products.size() * (part + 1) / parts));
  }

  private int threads() {
    return cluster.getConf().getInt("spark.task.cpus", 1);
  }

  /// What a function gives for each part, in their order.
  private <T> List<T> collect(String what, int parts, Function<Integer, T> work)
      throws InterruptedException {
    try (Jobs jobs = new Jobs(cluster.sc())) {
      cluster.setJobDescription(TaskId.POST_PROCESSING + ": " + what);
      return jobs.run(() ->
          cluster
              .parallelize(IntStream.range(0, parts).boxed().toList(), parts)
              .map(work)
              .collect());
    } finally {
      cluster.setJobDescription(null);
    }
  }
}
