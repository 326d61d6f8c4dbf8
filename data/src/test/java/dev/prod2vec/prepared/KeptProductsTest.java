package dev.prod2vec.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.vocabulary.Product;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptProductsTest {
  @TempDir private Path folder;

  @Test
  void theyFollowTheOthersAndAreNoLongerNew() throws Exception {
    Path own =
        write("vocabulary", "(0, 'tea', 'Tea', 'drinks', 9), (1, 'salt', 'Salt', '', 5)", "aisle");
    Path listed =
        write(
            "new-products",
            "(0, 'mint', 'Mint', 'herbs', 2), (1, 'oil', 'Olive oil', 'oils', 0)",
            "aisle");
    Path earlier =
        write(
            "earlier",
            "(0, 'salt', 'Salt', 'x', 8), (1, 'oil', 'Oil', 'y', 7), (2, 'rye', 'Rye', 'z', 6)",
            "shelf");
    assertThat(KeptProducts.add(own, listed, earlier)).isEqualTo(2);
    assertThat(PreparedData.vocabulary(own).products())
        .containsExactly(
            new Product(0, "tea", "Tea", List.of("drinks"), 9),
            new Product(1, "salt", "Salt", List.of(""), 5),
            // Its name is the one of the newer table.
            new Product(2, "oil", "Olive oil", List.of("oils"), 7),
            // The earlier table had no aisle.
            new Product(3, "rye", "Rye", List.of(""), 6));
    assertThat(PreparedData.vocabulary(listed).products())
        .containsExactly(new Product(0, "mint", "Mint", List.of("herbs"), 2));
    assertThat(folder).isDirectoryNotContaining("glob:**.duckdb*");
  }

  @Test
  void withoutOneNothingChanges() throws Exception {
    Path own = write("vocabulary", "(0, 'tea', 'Tea', 'drinks', 9)", "aisle");
    Path listed = write("new-products", "(0, 'mint', 'Mint', 'herbs', 2)", "aisle");
    assertThat(KeptProducts.add(own, listed, write("earlier", "(0, 'tea', 'T', 'x', 1)", "aisle")))
        .isZero();
    assertThat(PreparedData.vocabulary(own).products())
        .containsExactly(new Product(0, "tea", "Tea", List.of("drinks"), 9));
    assertThat(PreparedData.vocabulary(listed).products())
        .containsExactly(new Product(0, "mint", "Mint", List.of("herbs"), 2));
  }

  private Path write(String name, String rows, String category) throws SQLException {
    Path file = folder.resolve(name + ".parquet");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          COPY (SELECT CAST(i AS INTEGER) AS index, p AS product_id, n AS product_name, c AS %s,
            CAST(k AS BIGINT) AS count FROM (VALUES %s) AS t(i, p, n, c, k))
          TO '%s' (FORMAT parquet)\
          """
              .formatted(category, rows, file));
    }
    return file;
  }
}
