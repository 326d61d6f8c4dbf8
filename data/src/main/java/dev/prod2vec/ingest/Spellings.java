package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import java.util.List;

/// The ids as they are written, and the id that each is used as: makes `order_spelling` and
/// `product_spelling(written, file, rows, first_file, last_file, used, id)`, one row per distinct
/// id of the rows that meet the filter. `used` is null if the id is missing. `id` is `used`, after
/// its file's name if the file is part of the id; `file` is null unless it is.
final class Spellings {
  static final String ORDERS = "order_spelling";
  static final String PRODUCTS = "product_spelling";

  /// The rows with both spellings.
  static final String ROWS =
      """
      order_line
      JOIN order_spelling AS o ON order_id IS NOT DISTINCT FROM o.written
        AND (o.file IS NULL OR o.file = order_line.file)
      JOIN product_spelling AS p ON product_id IS NOT DISTINCT FROM p.written
      """;

  /// The ids of the product table, in the same columns, as the text after `FROM`.
  static final String LISTING =
      """
      (SELECT written, product_id AS used, product_id AS id, copies AS rows, 0 AS first_file,
        0 AS last_file FROM listing)\
      """;

  private Spellings() {}

  /// @param files the name of each file inside an id; empty if the file is not part of the id
  /// @param count number of files
  static void make(Ids ids, List<String> files, int count, Database database)
      throws InterruptedException {
    String file = count < 2 ? "0" : "file";
    make(ORDERS, "order_id", file, ids, files, database);
    make(PRODUCTS, "product_id", "0", ids, List.of(), database);
  }

  private static void make(
      String table, String column, String file, Ids ids, List<String> files, Database database)
      throws InterruptedException {
    StringBuilder id = new StringBuilder(files.isEmpty() ? "used" : "CASE file");
    if (!files.isEmpty()) {
      for (int i = 0; i < files.size(); i++) {
        id.append(" WHEN %s THEN %s".formatted(i, Sql.text(files.get(i) + ":")));
      }
      id.append(" END || used");
    }
    String written =
        """
        (SELECT %1$s AS written, %2$s AS file, count(*) AS rows, min(%3$s) AS first_file,
          max(%3$s) AS last_file
        FROM order_line WHERE kept GROUP BY %4$s)\
        """
            .formatted(
                column,
                files.isEmpty() ? "NULL::INTEGER" : "order_line.file",
                file.equals("file") ? "order_line.file" : file,
                files.isEmpty() ? column : column + ", order_line.file");
    database.execute(
        "CREATE TEMP TABLE %s AS SELECT *, %s AS id FROM (%s)"
            .formatted(table, id, ids.usedSql(written)));
  }
}
