package dev.prod2vec.prepared;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Products of an earlier vocabulary that stay in a new one although the new orders have too few of
/// them.
public final class KeptProducts {
  private KeptProducts() {}

  /// Adds them at the end of the vocabulary, with the count that they had. Name and categories are
  /// those of the new product table, if it lists them.
  ///
  /// @param vocabulary of the new orders; is replaced
  /// @param newProducts of the same orders; is replaced by one without the products that are kept
  /// @param earlier the earlier vocabulary; categories that it does not have stay empty
  /// @return number of products added
  public static int add(Path vocabulary, Path newProducts, Path earlier)
      throws IOException, InterruptedException {
    Vocabulary own = PreparedData.vocabulary(vocabulary);
    Vocabulary other = PreparedData.vocabulary(earlier);
    Path folder = Objects.requireNonNull(vocabulary.toAbsolutePath().getParent());
    try (Database database = Database.open(folder)) {
      database.execute("CREATE VIEW own AS FROM read_parquet(%s)".formatted(Sql.text(vocabulary)));
      database.execute(
          "CREATE VIEW listed AS FROM read_parquet(%s)".formatted(Sql.text(newProducts)));
      database.execute(
          "CREATE TABLE gone AS FROM read_parquet(%s) WHERE product_id NOT IN (SELECT product_id FROM own)"
              .formatted(Sql.text(earlier)));
      replace(
          vocabulary,
          """
          SELECT index, product_id, product_name, %scount FROM own
          UNION ALL SELECT
            CAST(%s + row_number() OVER (ORDER BY gone.index) - 1 AS INTEGER), product_id,
            coalesce(listed.product_name, gone.product_name), %sgone.count
          FROM gone LEFT JOIN listed USING (product_id) ORDER BY index\
          """
              .formatted(
                  names(own.categoryColumns()), own.size(), values(own, other.categoryColumns())),
          database);
      replace(
          newProducts,
          """
          SELECT CAST(row_number() OVER (ORDER BY index) - 1 AS INTEGER) AS index,
            * EXCLUDE (index)
          FROM listed WHERE product_id NOT IN (SELECT product_id FROM gone) ORDER BY index\
          """,
          database);
      return (int) database.number("SELECT count(*) FROM gone");
    }
  }

  private static String names(List<String> columns) {
    return columns.stream().map(column -> Sql.name(column) + ", ").collect(Collectors.joining());
  }

  private static String values(Vocabulary own, List<String> earlier) {
    return own.categoryColumns().stream()
        .map(column ->
            earlier.contains(column)
                ? "coalesce(listed.%1$s, gone.%1$s), ".formatted(Sql.name(column))
                : "coalesce(listed.%s, ''), ".formatted(Sql.name(column)))
        .collect(Collectors.joining());
  }

  private static void replace(Path file, String query, Database database)
      throws IOException, InterruptedException {
    Path written = database.folder().resolve(String.valueOf(file.getFileName()));
    database.execute(
        "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)"
            .formatted(query, Sql.text(written)));
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
