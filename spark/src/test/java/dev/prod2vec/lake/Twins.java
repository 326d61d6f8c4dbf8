package dev.prod2vec.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.ingest.Shop;
import dev.prod2vec.postgres.NoDatabase;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.store.Stores;
import dev.prod2vec.task.TaskFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One shop, prepared by DuckDB and on Spark.
final class Twins {
  static final List<String> BASKETS =
      List.of(PreparedData.BASKETS, PreparedData.VALIDATION, PreparedData.TEST);

  private Twins() {}

  /// Both results, or both failures, are the same.
  ///
  /// @param rowsPerPart most rows of one file of baskets
  /// @return the report; null where both failed
  static @Nullable IngestReport assertSame(Shop shop, int rowsPerPart) throws Exception {
    Path lake = shop.folder().resolve("lake");
    Tree.delete(lake);
    Files.createDirectory(lake);
    Path local = shop.out();
    IngestReport expected;
    try {
      expected =
          Ingest.ingest(
              shop.orders(),
              shop.products(),
              shop.baskets(),
              NoDatabase.SERVER,
              Stores.local(),
              local);
    } catch (RuntimeException e) {
      @Nullable RuntimeException other = null;
      try {
        prepare(shop, lake, rowsPerPart);
      } catch (RuntimeException thrown) {
        other = thrown;
      }
      assertThat(other).as("instead of %s", e).isExactlyInstanceOf(e.getClass());
      assertThat(other).hasMessage(e.getMessage());
      assertThat(lake).isEmptyDirectory();
      return null;
    }
    IngestReport found = prepare(shop, lake, rowsPerPart);
    assertThat(found.findings()).isEqualTo(expected.findings());
    assertThat(found).isEqualTo(expected);
    assertThat(Json.read(lake.resolve(IngestReport.FILE), IngestReport.class)).isEqualTo(expected);
    for (String file : List.of(PreparedData.VOCABULARY, PreparedData.NEW_PRODUCTS)) {
      assertThat(lake.resolve(file)).hasSameBinaryContentAs(local.resolve(file));
    }
    for (String file : BASKETS) {
      List<Path> parts = parts(lake.resolve(file));
      assertThat(rows("DESCRIBE SELECT *", parts))
          .isEqualTo(rows("DESCRIBE SELECT *", List.of(local.resolve(file))));
      assertThat(rows("SELECT *", parts)).isEqualTo(rows("SELECT *", List.of(local.resolve(file))));
    }
    try (Stream<Path> files = Files.list(lake)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .containsExactlyInAnyOrder(
              PreparedData.BASKETS,
              PreparedData.VALIDATION,
              PreparedData.TEST,
              PreparedData.VOCABULARY,
              PreparedData.NEW_PRODUCTS,
              IngestReport.FILE);
    }
    return expected;
  }

  static IngestReport prepare(Shop shop, Path directory, int rowsPerPart)
      throws InterruptedException {
    TaskFiles files = new TaskFiles(directory, directory, directory, WriteGuard.OPEN);
    return LakePreparation.prepare(
        LocalSpark.cluster(files),
        shop.orders(),
        shop.products(),
        shop.baskets(),
        NoDatabase.SERVER,
        Stores.local(),
        rowsPerPart);
  }

  /// The files of a folder, which must be `part-00000.parquet` and so on.
  static List<Path> parts(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> parts = files.sorted().toList();
      for (int number = 0; number < parts.size(); number++) {
        assertThat(parts.get(number).getFileName())
            .hasToString(
                "part-%s.parquet".formatted(Integer.toString(100_000 + number).substring(1)));
      }
      return parts;
    }
  }

  /// The rows of files, one after the other.
  static List<String> rows(String select, List<Path> files) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (Path file : files) {
        try (var found =
            statement.executeQuery("%s FROM read_parquet(%s)".formatted(select, Sql.text(file)))) {
          int columns = select.startsWith("DESCRIBE") ? 2 : found.getMetaData().getColumnCount();
          while (found.next()) {
            List<String> row = new ArrayList<>();
            for (int column = 1; column <= columns; column++) {
              row.add(String.valueOf(found.getString(column)));
            }
            rows.add(String.join(" ", row));
          }
        }
      }
    }
    return select.startsWith("DESCRIBE") ? rows.stream().distinct().toList() : rows;
  }
}
