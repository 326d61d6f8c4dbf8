package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.prepared.BasketsConfig;

/// Chooses the products that have a vector: makes `counted(p, count, purchases, place)` of
/// [OrderTables]' `product_count`, where `place` is the 1-based place by falling count among the
/// products with at least the least count, else null, and `vocabulary(p, index)`.
final class VocabularyTable {
  private VocabularyTable() {}

  static void make(BasketsConfig config, Database database) throws InterruptedException {
    database.execute(
        """
        CREATE TABLE counted AS
        SELECT p, count, purchases,
          CASE WHEN count >= %1$s THEN row_number() OVER (ORDER BY count DESC, p) END AS place
        FROM product_count;
        CREATE TABLE vocabulary AS
        SELECT p, CAST(place - 1 AS INTEGER) AS index FROM counted WHERE place <= %2$s
        """
            .formatted(config.minCount(), config.maxProducts()));
  }
}
