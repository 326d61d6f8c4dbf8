package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.basket.Split;
import dev.prod2vec.basket.SplitRule;
import dev.prod2vec.duckdb.Database;
import dev.prod2vec.postgres.NoDatabase;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.PreparedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameBytesTest {
  private static final List<String> FILES =
      List.of(
          PreparedData.BASKETS,
          PreparedData.VALIDATION,
          PreparedData.TEST,
          PreparedData.VOCABULARY);

  /// 300,000 rows, so that every file has several row groups or comes close; orders of up to 300
  /// products, of which those above 40 are split.
  private static final String ROWS =
      """
      SELECT CAST(hash(i) % 60000 // (1 + i % 200) AS VARCHAR) AS order_id,
        'p' || CAST(floor(3000 * pow((hash(i + 1) % 1000000) / 1000000.0, 3)) AS INTEGER)
          AS product_id
      FROM range(300000) t(i)\
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void comeFromTheSameRowsWhateverTheirOrderAndTheNumberOfThreads(int threads) throws Exception {
    Shop shop =
        Shop.in(folder)
            .withProducts("products.csv", "product_id,product_name\np1,One\np2,Two\n")
            .withBaskets(new BasketsConfig(2, 2000, 40, 0.2, 0.1, 7L));
    Shop.copy(ROWS + " ORDER BY i", folder.resolve("first.csv"), "HEADER");
    Shop.copy(ROWS + " ORDER BY hash(-i)", folder.resolve("second.csv"), "HEADER");
    List<byte[]> first = written(shop.withOrderFiles("first.csv"), 2);
    List<byte[]> second = written(shop.withOrderFiles("second.csv"), threads);
    for (int file = 0; file < FILES.size(); file++) {
      assertThat(second.get(file)).as(FILES.get(file)).isEqualTo(first.get(file));
      assertThat(first.get(file)).hasSizeGreaterThan(1000);
    }
  }

  @Test
  void splitInSqlAsInJava() throws Exception {
    SplitRule rule = new SplitRule(-42L, 0.15, 0.25);
    try (Database database = Database.open(folder)) {
      String id =
          """
          CASE i % 4 WHEN 0 THEN i::VARCHAR WHEN 1 THEN 'C' || hash(i)
            WHEN 2 THEN '\u00e4\u65e5\ud83c\udf6e' || i ELSE (-hash(i)::HUGEINT)::VARCHAR END\
          """;
      List<List<String>> rows =
          database.rows(
              "SELECT id, %s FROM (SELECT %s AS id FROM range(10000) t(i))"
                  .formatted(Purchases.split(rule, "id"), id));
      assertThat(rows)
          .allSatisfy(row ->
              assertThat(Split.valueOf(row.get(1)))
                  .as(row.getFirst())
                  .isEqualTo(rule.of(row.getFirst())));
      assertThat(rows).extracting(List::getLast).contains("TRAIN", "VALIDATION", "TEST");
    }
  }

  private List<byte[]> written(Shop shop, int threads) throws Exception {
    try (Database database = Database.open(folder, threads)) {
      Ingest.ingest(
          shop.orders(), shop.products(), shop.baskets(), NoDatabase.SERVER, shop.out(), database);
    }
    List<byte[]> bytes = new ArrayList<>();
    for (String file : FILES) {
      bytes.add(Files.readAllBytes(shop.out().resolve(file)));
    }
    return bytes;
  }
}
