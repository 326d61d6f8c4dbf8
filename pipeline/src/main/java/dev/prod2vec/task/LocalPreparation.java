package dev.prod2vec.task;

import dev.prod2vec.config.Config;
import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.S3Config;
import java.util.Map;
import java.util.function.Function;

/// Prepares in this process.
///
/// @param environment where the password of a database is
/// @param stores opens the store that an input is in
record LocalPreparation(
    Map<String, String> environment, Function<S3Config, ConditionalStore> stores)
    implements Preparation {
  @Override
  public IngestReport prepare(TaskContext context) throws InterruptedException {
    Config config = context.config();
    return Ingest.ingest(
        config.orders(),
        config.products(),
        config.baskets(),
        new PostgresServer(config.database(), environment),
        () -> stores.apply(config.s3()),
        context.files().staging());
  }
}
