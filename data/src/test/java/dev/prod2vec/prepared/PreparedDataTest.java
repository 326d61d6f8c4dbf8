package dev.prod2vec.prepared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.disk.Tree;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.PartFiles;
import dev.prod2vec.fuzz.Fuzz;
import dev.prod2vec.ingest.Shop;
import dev.prod2vec.setting.WrongUseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Prepared files that are not what ingest wrote.
class PreparedDataTest {
  /// DuckDB takes a hundredth of a second per file and more.
  private static final int PARQUET_INPUTS = 75;

  private static final int CSV_INPUTS = 40;

  @TempDir private Path folder;

  @BeforeEach
  void threeProducts() throws Exception {
    write(
        PreparedData.VOCABULARY,
        "SELECT range::INTEGER AS index, 'p' || range AS product_id, 'P' || range AS product_name,"
            + " 'c' AS category, 1::BIGINT AS count FROM range(3)");
  }

  private Path write(String name, String select) throws Exception {
    Path file = folder.resolve(name);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd)".formatted(select, Sql.text(file)));
    }
    return file;
  }

  private Path baskets(String... lists) throws Exception {
    return write(
        PreparedData.TEST,
        "SELECT 'o' AS order_id, unnest([%s])::INTEGER[] AS products"
            .formatted(String.join(", ", lists)));
  }

  @Test
  void basketsOfTheVocabularyAreRead() throws Exception {
    Baskets baskets = PreparedData.baskets(baskets("[0, 2]", "[]", "[1]"));
    assertThat(baskets.starts()).containsExactly(0, 2, 2, 3);
    assertThat(baskets.products()).containsExactly(0, 2, 1);
    assertThat(PreparedData.vocabulary(folder.resolve(PreparedData.VOCABULARY)).size())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0, 56832] | row 3 has the product index 56832; allowed are 0 to 2, as vocabulary.parquet"
            + " beside it has 3 products",
        "[-1, 2]    | row 3 has the product index -1; allowed are 0 to 2",
        "[0, NULL]  | row 3 has the product index null; allowed are 0 to 2",
        "[2, 1]     | row 3 has the product index 1 after 2; indexes must ascend",
        "[1, 1]     | row 3 has the product index 1 after 1; indexes must ascend",
      })
  void anIndexThatNoProductHasIsNamedWithItsRow(String list, String message) throws Exception {
    Path file = baskets("[0, 1]", "[]", list, "[1]");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> PreparedData.baskets(file))
        .withMessageStartingWith(file + ": " + message);
  }

  /// The lists of each part.
  private Path parts(String... parts) throws Exception {
    Path table = folder.resolve(PreparedData.TEST);
    Tree.delete(table);
    Files.createDirectories(table);
    for (int i = 0; i < parts.length; i++) {
      write(
          PreparedData.TEST + "/" + PartFiles.name(i, ""),
          "SELECT 'o' AS order_id, unnest([%s]::INTEGER[][]) AS products".formatted(parts[i]));
    }
    return table;
  }

  @Test
  void partsAreReadOneAfterTheOtherAndMayBeEmpty() throws Exception {
    Path table = parts("", "[0, 2], []", "", "[1]", "[2], [0, 1]", "");
    Baskets baskets = PreparedData.baskets(table);
    assertThat(baskets.starts()).containsExactly(0, 2, 2, 3, 4, 6);
    assertThat(baskets.products()).containsExactly(0, 2, 1, 2, 0, 1);
    assertThat(PreparedData.isBaskets(table)).isTrue();
    assertThat(PreparedData.baskets(parts("", "")).size()).isZero();
  }

  @Test
  void manyRowsInPartsAreTheRowsOfTheFile() throws Exception {
    // More than a row group, which DuckDB reads on several threads.
    String rows =
        "SELECT i::VARCHAR AS order_id, CASE WHEN i %% 3 = 0 THEN [i %% 3, 1 + i %% 2] ELSE"
            + " [i %% 3] END::INTEGER[] AS products FROM range(%s, %s) AS t(i)";
    Path file = write(PreparedData.BASKETS, rows.formatted(0, 300_000));
    Path table = Files.createDirectories(folder.resolve(PreparedData.TEST));
    int[] ends = {0, 130_000, 130_001, 300_000};
    for (int part = 0; part < 3; part++) {
      write(
          PreparedData.TEST + "/" + PartFiles.name(part, "x"),
          rows.formatted(ends[part], ends[part + 1]));
    }
    Baskets whole = PreparedData.baskets(file);
    Baskets read = PreparedData.baskets(table);
    assertThat(read.starts()).isEqualTo(whole.starts()).hasSize(300_001);
    assertThat(read.products()).isEqualTo(whole.products());
  }

  @Test
  void theFaultOfAPartIsNamedWithItsRowThere() throws Exception {
    Path table = parts("[0, 1]", "[0], [1], [1, 7]", "[2, 1]");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> PreparedData.baskets(table))
        .withMessageStartingWith(
            table.resolve("part-00001.parquet") + ": row 3 has the product index 7; allowed are");
    parts("[0, 1]", "", "[0], [2, 1]");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> PreparedData.baskets(table))
        .withMessageStartingWith(
            table.resolve("part-00002.parquet") + ": row 2 has the product index 1 after 2;");
    Path part = table.resolve("part-00001.parquet");
    Files.writeString(part, "PAR1 and no more");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> PreparedData.baskets(table))
        .withMessageStartingWith(part + ": not a file that pre_process_data wrote: ");
    Files.delete(part);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> PreparedData.baskets(table))
        .withMessageStartingWith(table + ": lacks part 1, part-00001.parquet; ");
  }

  @Test
  void withoutAVocabularyBesideItAnIndexIsStillNotNegative() throws Exception {
    Path file = baskets("[0, 56832]");
    Files.delete(folder.resolve(PreparedData.VOCABULARY));
    assertThat(PreparedData.baskets(file).products()).containsExactly(0, 56832);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> PreparedData.baskets(baskets("[-7]")))
        .withMessageContaining("row 1 has the product index -7; allowed are 0 to ");
  }

  @Test
  void aVocabularyWithoutANameOrInAnotherOrderIsRefused() throws Exception {
    Path file =
        write(
            PreparedData.VOCABULARY,
            "SELECT 0::INTEGER AS index, 'p' AS product_id, NULL::VARCHAR AS product_name,"
                + " 1::BIGINT AS count");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> PreparedData.vocabulary(file))
        .withMessage(file + ": row 1 has no product_name");
    Path other =
        write(
            PreparedData.VOCABULARY,
            "SELECT 1::INTEGER AS index, 'p' AS product_id, 'P' AS product_name,"
                + " 1::BIGINT AS count");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> PreparedData.vocabulary(other))
        .withMessageContaining("not the product at position 0");
  }

  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void changedFilesAreReadOrRefused() throws Exception {
    byte[] test = Files.readAllBytes(baskets("[0, 2]", "[]", "[1]", "[0, 1, 2]"));
    Fuzz.check(
        PARQUET_INPUTS,
        folder.resolve(PreparedData.TEST),
        random -> Fuzz.mutate(test, random),
        List.of(InputException.class),
        PreparedData::baskets);
    Path file = folder.resolve(PreparedData.VOCABULARY);
    byte[] vocabulary = Files.readAllBytes(file);
    Fuzz.check(
        PARQUET_INPUTS,
        file,
        random -> Fuzz.mutate(vocabulary, random),
        List.of(InputException.class),
        PreparedData::vocabulary);
  }

  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void aChangedTableIsReadOrRefused() throws Exception {
    Shop shop = Shop.in(folder.resolve("shop"));
    byte[] seed =
        "order_id,product_id,day\n1,\"a, b\",2026-01-02\n1,b,2026-01-02\n2,b,2026-01-03\n"
            .getBytes(StandardCharsets.UTF_8);
    Fuzz.check(
        CSV_INPUTS,
        folder.resolve("shop/orders.csv"),
        random -> Fuzz.mutate(seed, random),
        List.of(InputException.class, WrongUseException.class),
        file -> {
          var _ = shop.withOrders("orders.csv", Files.readAllBytes(file)).ingest();
        });
  }
}
