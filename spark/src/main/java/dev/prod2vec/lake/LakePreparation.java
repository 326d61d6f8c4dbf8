package dev.prod2vec.lake;

import dev.prod2vec.config.Config;
import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.ProductsConfig;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.shared.ClusterSession;
import dev.prod2vec.store.Stores;
import dev.prod2vec.task.Preparation;
import dev.prod2vec.task.TaskContext;
import java.util.Map;

/// Prepares on Spark, with the result of [Ingest], but for the files of baskets: each is a folder
/// of Parquet files, which have the rows of that file one after the other, in the order of their
/// names. The orders must be where the driver and all executors see them.
///
/// @param spark runs the jobs
/// @param environment where the password of a database is
/// @param stores where inputs may be; used with the settings of each run
public record LakePreparation(ClusterSession spark, Map<String, String> environment, Stores stores)
    implements Preparation {
  /// Most rows of one file of baskets, about.
  private static final int ROWS_PER_PART = 1_000_000;

  /// @throws dev.prod2vec.file.InputException also if an order has more rows than one executor may
  ///   hold
  @Override
  public IngestReport prepare(TaskContext context) throws InterruptedException {
    Config config = context.config();
    return prepare(
        spark,
        config.orders(),
        config.products(),
        config.baskets(),
        new PostgresServer(config.database(), environment),
        stores.with(config::section),
        ROWS_PER_PART);
  }

  /// @param rowsPerPart most rows of one file of baskets, about
  static IngestReport prepare(
      ClusterSession spark,
      OrdersConfig orders,
      ProductsConfig products,
      BasketsConfig baskets,
      PostgresServer server,
      Stores stores,
      int rowsPerPart)
      throws InterruptedException {
    return Ingest.ingest(
        orders,
        products,
        baskets,
        server,
        stores,
        spark.files().staging(),
        database -> SparkOrders.in(spark, database, rowsPerPart));
  }
}
