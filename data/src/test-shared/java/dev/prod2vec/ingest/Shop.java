package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.postgres.NoDatabase;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.setting.Records;
import dev.prod2vec.store.Stores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// A folder of small files to read and one to write to.
public record Shop(
    Path folder, OrdersConfig orders, ProductsConfig products, BasketsConfig baskets) {

  public static Shop in(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("out"));
    return new Shop(
        folder,
        OrdersConfig.DEFAULT,
        ProductsConfig.DEFAULT,
        new BasketsConfig(1, 1_000_000, 100, 0, 0, 1L));
  }

  public Shop withOrders(String name, String text) throws IOException {
    return withOrders(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public Shop withOrders(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
    return withOrderFiles(name);
  }

  public Shop withOrderFiles(String... names) {
    return new Shop(folder, orders.withFiles(paths(names)), products, baskets);
  }

  public Shop withLines(String name, String separator, String text) throws IOException {
    Shop shop = withOrders(name, text);
    return new Shop(
        folder,
        Records.with(shop.orders, Map.of("format", OrdersFormat.BASKETS, "separator", separator)),
        products,
        baskets);
  }

  public Shop withFilter(String filter) {
    return new Shop(folder, Records.with(orders, "filter", filter), products, baskets);
  }

  public Shop withOrderIdsPerFile() {
    return new Shop(folder, Records.with(orders, "order-ids-per-file", true), products, baskets);
  }

  /// The same with other settings of the orders, by the names of their components.
  public Shop withOrderSettings(Map<String, ?> settings) {
    return new Shop(folder, Records.with(orders, settings), products, baskets);
  }

  /// The same with files of orders of another dialect, its settings by their names.
  public Shop withCsv(Map<String, ?> settings) {
    return withOrderSettings(Map.of("csv", Records.with(CsvConfig.DEFAULT, settings)));
  }

  /// The same for files of products.
  public Shop withProductCsv(Map<String, ?> settings) {
    return new Shop(
        folder, orders, products.withCsv(Records.with(CsvConfig.DEFAULT, settings)), baskets);
  }

  public Shop withProducts(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return withProductFiles(name);
  }

  public Shop withProductBytes(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
    return withProductFiles(name);
  }

  public Shop withProductFiles(String... names) {
    return new Shop(folder, orders, Records.with(products, "files", paths(names)), baskets);
  }

  public Shop withCategories(List<String> columns, String... joinFiles) {
    return new Shop(
        folder,
        orders,
        Records.with(products, Map.of("category-columns", columns, "join-files", paths(joinFiles))),
        baskets);
  }

  public Shop withBaskets(BasketsConfig config) {
    return new Shop(folder, orders, products, config);
  }

  /// Writes a file beside the others.
  public Shop with(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return this;
  }

  /// Writes the rows of a query as Parquet and reads them as orders.
  public Shop withParquetOrders(String name, String query) throws SQLException {
    copy(query, folder.resolve(name), "FORMAT parquet");
    return withOrderFiles(name);
  }

  public static void copy(String query, Path file, String options) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (%s) TO %s (%s)".formatted(query, Sql.text(file), options));
    }
  }

  public Path out() {
    return folder.resolve("out");
  }

  public IngestReport ingest() throws InterruptedException {
    return Ingest.ingest(orders, products, baskets, NoDatabase.SERVER, Stores.local(), out());
  }

  /// The training baskets as ids, each as `order: product product`, after an ingest.
  public List<String> basketsWritten() throws SQLException {
    return select(
        """
        SELECT any_value(order_id) || ': ' || string_agg(product_id, ' ' ORDER BY index)
        FROM (SELECT row_number() OVER () AS row, order_id, unnest(products) AS index
          FROM read_parquet(%s))
        JOIN read_parquet(%s) USING (index) GROUP BY row ORDER BY row\
        """
            .formatted(
                Sql.text(out().resolve(PreparedData.BASKETS)),
                Sql.text(out().resolve(PreparedData.VOCABULARY))));
  }

  /// First column of a query.
  public static List<String> select(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  public static byte[] gzip(String text) throws IOException {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private List<String> paths(String... names) {
    return Arrays.stream(names).map(name -> folder.resolve(name).toString()).toList();
  }
}
