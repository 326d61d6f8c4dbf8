package dev.prod2vec.task;

import dev.prod2vec.config.Config;
import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.store.Stores;
import java.util.Map;

/// Prepares in this process.
///
/// @param environment where the password of a database is
/// @param stores where inputs may be; used with the settings of each run
record LocalPreparation(Map<String, String> environment, Stores stores) implements Preparation {
  @Override
  public IngestReport prepare(TaskContext context) throws InterruptedException {
    Config config = context.config();
    return Ingest.ingest(
        config.orders(),
        config.products(),
        config.baskets(),
        new PostgresServer(config.database(), environment),
        stores.with(config::section),
        context.files().staging());
  }
}
