package dev.prod2vec.export;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;

/// [CompletionFormat#PARQUET].
public final class CompletionParquet implements CompletionWriter {
  private final Path file;
  private final Vocabulary vocabulary;
  private final Database database;
  private final DuckDBAppender rows;

  /// @param file a new file; a temporary folder is made beside it
  public CompletionParquet(Path file, Vocabulary vocabulary) throws InterruptedException {
    this.file = file;
    this.vocabulary = vocabulary;
    database = Database.open(file.toAbsolutePath().resolveSibling(""));
    database.execute("SET preserve_insertion_order = true");
    database.execute(
        """
        CREATE TABLE completion (
          basket_id VARCHAR, rank INTEGER, product_id VARCHAR, product_name VARCHAR, score FLOAT,
          with_product_id VARCHAR, with_product_name VARCHAR, bought_together INTEGER,
          support FLOAT, lift FLOAT)
        """);
    rows = database.appender("completion");
  }

  @Override
  public void write(String id, List<Neighbour> neighbours) {
    try {
      int rank = 1;
      for (Neighbour neighbour : neighbours) {
        Product product = vocabulary.product(neighbour.product());
        Product with = vocabulary.product(neighbour.with());
        rows.beginRow().append(id).append(rank++).append(product.id()).append(product.name());
        rows.append(neighbour.score()).append(with.id()).append(with.name());
        rows.append(neighbour.together()).append((float) neighbour.support());
        rows.append((float) neighbour.lift()).endRow();
      }
    } catch (SQLException e) {
      throw Database.fault(e);
    }
  }

  @Override
  public void finish() throws InterruptedException {
    try {
      rows.flush();
      database.execute(
          "COPY completion TO %s (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)"
              .formatted(Sql.text(file)));
    } catch (SQLException e) {
      throw Database.fault(e);
    }
  }

  @Override
  public void close() {
    try (database) {
      rows.close();
    } catch (SQLException e) {
      throw Database.fault(e);
    }
  }
}
