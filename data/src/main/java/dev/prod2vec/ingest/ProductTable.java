package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.prepared.IngestReport.InputFile;
import dev.prod2vec.prepared.IngestReport.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads the product table into `listing(product_id, product_name, category_0, ..., written,
/// copies)`, one row per distinct row of the files with the id as it is `written`, and from it
/// makes `listed(product_id, product_name, category_0, ...)`, one row per product. Each column has
/// the most frequent value that is not blank, of equally frequent ones the first, and null if there
/// is none.
final class ProductTable {
  private final ProductsConfig config;
  private final Ids ids;
  private final Database database;

  ProductTable(ProductsConfig config, Ids ids, Database database) {
    this.config = config;
    this.ids = ids;
    this.database = database;
  }

  /// Columns `category_0` and so on, in the config's order.
  static List<String> categories(ProductsConfig config) {
    return IntStream.range(0, config.categoryColumns().size())
        .mapToObj(i -> "category_" + i)
        .toList();
  }

  /// @param fetched products of a database, instead of files
  List<InputFile> load(
      SequencedCollection<Input> files,
      SequencedCollection<Input> joinFiles,
      Optional<TableFile> fetched)
      throws InterruptedException {
    List<String> values = new ArrayList<>(List.of("product_name"));
    values.addAll(categories(config));
    database.execute(
        "CREATE TABLE listing (product_id VARCHAR, %s, written VARCHAR, copies BIGINT)"
            .formatted(values.stream().map(v -> v + " VARCHAR").collect(Collectors.joining(", "))));
    List<InputFile> inputs = new ArrayList<>();
    Dialect dialect = Dialect.of(config);
    List<JoinedTable> joined =
        JoinedTable.load(
            JoinedTable.OF_PRODUCTS, joinFiles, config.categoryColumns(), dialect, database);
    List<String> wanted = List.of(config.idColumn(), config.nameColumn());
    for (Input file : files) {
      TableFile table = TableFile.of(file, wanted, dialect, database);
      inputs.add(insert(table.joined(joined, database)));
    }
    if (fetched.isPresent()) {
      inputs.add(insert(fetched.get().joined(joined, database)));
    }
    for (JoinedTable table : joined) {
      inputs.add(table.file().described(Role.JOINED, table.rows(database), Map.of()));
    }
    database.execute("CREATE TABLE listed AS " + mostFrequent(values));
    return inputs;
  }

  private InputFile insert(TableFile file) throws InterruptedException {
    String id = file.column("products.id-column", config.idColumn());
    String name = file.column("products.name-column", config.nameColumn());
    Map<String, String> uses = new LinkedHashMap<>(Map.of(id, "product id"));
    uses.merge(name, "product name", (first, second) -> first + ", " + second);
    List<String> columns = new ArrayList<>(List.of(name));
    for (String category : config.categoryColumns()) {
      String column = file.column("products.category-columns", category);
      uses.merge(column, "category", (first, second) -> first + ", " + second);
      columns.add(column);
    }
    columns.add(id);
    List<String> names = new ArrayList<>(List.of("product_name"));
    names.addAll(categories(config));
    names.add("written");
    String texts =
        IntStream.range(0, columns.size())
            .mapToObj(
                i -> "CAST(%s AS VARCHAR) AS %s".formatted(Sql.name(columns.get(i)), names.get(i)))
            .collect(Collectors.joining(", "));
    long before = database.number("SELECT sum(copies) FROM listing");
    try {
      database.execute(
          """
          INSERT INTO listing BY NAME SELECT * RENAME (used AS product_id) FROM (%s)
          """
              .formatted(
                  ids.usedSql(
                      "(SELECT %s, count(*) AS copies FROM %s GROUP BY ALL)"
                          .formatted(texts, file.relation()))));
    } catch (DatabaseException e) {
      throw file.fault(e);
    }
    long rows = database.number("SELECT sum(copies) FROM listing") - before;
    return file.described(Role.PRODUCTS, rows, uses);
  }

  private static String mostFrequent(List<String> columns) {
    StringBuilder from = new StringBuilder("(SELECT DISTINCT product_id FROM listing) AS ids");
    for (String column : columns) {
      from.append(
          """
           LEFT JOIN (
            SELECT product_id, %1$s FROM (
              SELECT product_id, %1$s, sum(copies) AS copies FROM listing
              WHERE NOT (%2$s) GROUP BY product_id, %1$s)
            QUALIFY row_number() OVER (PARTITION BY product_id ORDER BY copies DESC, %1$s) = 1)
           AS most_frequent_%1$s USING (product_id)
          """
              .formatted(column, Sql.isBlank(column)));
    }
    return "SELECT product_id, %s FROM %s WHERE NOT (%s)"
        .formatted(String.join(", ", columns), from, Sql.isBlank("product_id"));
  }
}
