package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.prepared.BasketsConfig;
import java.nio.file.Path;
import java.util.List;

/// Orders in the tables `order_line`, `order_spelling`, `orders` and `purchase` of DuckDB, and
/// views of them.
record DuckDbOrders(Database database) implements OrderTables {
  @Override
  public boolean readsWhereFilesAre() {
    return false;
  }

  @Override
  public RemoteFiles remote() {
    return RemoteFiles.NONE;
  }

  @Override
  public List<String> read(OrderSource source) throws InterruptedException {
    return List.of(
        OrderLines.load(
                source.config(), source.inputs(), source.joined(), source.fetched(), database)
            .facts(database)
            .json());
  }

  @Override
  public void group(OrderSource source, BasketsConfig config) throws InterruptedException {
    Ids ids = new Ids(source.config());
    boolean perFile = source.config().orderIdsPerFile();
    Spellings.make(ids, perFile ? source.names() : List.of(), source.fileCount(), database);
    Purchases.make(config, source, database);
    database.execute(
        """
        CREATE TEMP VIEW spelling AS %s UNION ALL %s UNION ALL %s;
        CREATE TEMP VIEW kept_line AS SELECT order_id, product_id FROM order_line WHERE kept;
        CREATE TEMP VIEW line_without_order AS %s;
        CREATE TEMP VIEW line_without_product AS %s;
        CREATE TEMP VIEW changed_line AS
        SELECT 1 FROM %s WHERE kept AND (o.used <> o.written OR p.used <> p.written);
        CREATE TEMP VIEW used_id AS
        SELECT 'order id' AS id_of, order_id AS id FROM orders
        UNION ALL SELECT 'product id', product_id FROM product;
        CREATE TEMP VIEW folded AS %s UNION ALL %s;
        CREATE TEMP VIEW bought AS
        SELECT order_id, product_id, copies
        FROM purchase JOIN orders USING (o) JOIN product USING (p);
        CREATE TEMP TABLE product_count AS
        SELECT p, count(*) FILTER (WHERE split = 'TRAIN') AS count, count(*) AS purchases,
          sum(copies) AS copies
        FROM purchase JOIN orders USING (o) GROUP BY p
        """
            .formatted(
                Traits.of("order id", Spellings.ORDERS, ids),
                Traits.of("product id", Spellings.PRODUCTS, ids),
                Traits.of("product table", Spellings.LISTING, ids),
                without(Spellings.ORDERS, "order_id"),
                without(Spellings.PRODUCTS, "product_id"),
                Spellings.ROWS,
                Traits.folded("order id", "(SELECT order_id AS id FROM orders)"),
                Traits.folded("product id", "(SELECT product_id AS id FROM product)")));
  }

  private static String without(String spelling, String id) {
    return """
    SELECT order_id, product_id FROM order_line
    JOIN (SELECT written, file AS of_file FROM %s WHERE id IS NULL) AS spelling
    ON %s IS NOT DISTINCT FROM written AND (of_file IS NULL OR of_file = file)
    WHERE kept\
    """
        .formatted(spelling, id);
  }

  @Override
  public void scan(OrderSource source) {
    for (Input input : source.inputs()) {
      if (source.config().format() != OrdersFormat.BASKETS && TableFile.isCsv(input)) {
        CsvFault.scan(input, Dialect.of(source.config()));
      }
    }
  }

  @Override
  public void baskets(BasketsConfig config) throws InterruptedException {
    BasketTable.make(config, database);
    database.execute(
        """
        CREATE TEMP VIEW order_size AS
        SELECT order_id, products FROM sized JOIN orders USING (o);
        CREATE TEMP MACRO sha2(text, bits) AS sha256(text);
        CREATE TEMP MACRO conv(digits, base, to_base) AS CAST('0x' || digits AS BIGINT)
        """);
  }

  @Override
  public void write(Path directory) throws InterruptedException {
    OutputFiles.writeBaskets(directory, database);
  }

  @Override
  public long number(String sql) throws InterruptedException {
    return tables().number(sql);
  }

  @Override
  public List<List<String>> rows(String sql) throws InterruptedException {
    return tables().rows(sql);
  }

  @Override
  public List<String> columns(String query) throws InterruptedException {
    return tables().columns(query);
  }

  private Tables tables() {
    return new DuckDbTables(database);
  }

  /// Nothing to do: the owner closes the database.
  @Override
  public void close() {}
}
