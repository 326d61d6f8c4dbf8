package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.IngestReport.InputFile;
import dev.prod2vec.prepared.IngestReport.Role;
import dev.prod2vec.setting.WrongUseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    List<TableFile> joined = new ArrayList<>();
    for (Input file : joinFiles) {
      joined.add(TableFile.of(file, config.categoryColumns(), dialect, database));
    }
    for (Input file : files) {
      List<String> wanted = List.of(config.idColumn(), config.nameColumn());
      inputs.add(insert(TableFile.of(file, wanted, dialect, database), joined));
    }
    if (fetched.isPresent()) {
      inputs.add(insert(fetched.get(), joined));
    }
    for (TableFile file : joined) {
      inputs.add(
          file.described(
              Role.JOINED, database.number("SELECT count(*) FROM " + file.relation()), Map.of()));
    }
    database.execute("CREATE TABLE listed AS " + mostFrequent(values));
    return inputs;
  }

  private InputFile insert(TableFile file, List<TableFile> joined) throws InterruptedException {
    String id = file.column("products.id-column", config.idColumn());
    String name = file.column("products.name-column", config.nameColumn());
    Map<String, String> uses = new LinkedHashMap<>(Map.of(id, "product id"));
    uses.merge(name, "product name", (first, second) -> first + ", " + second);
    StringBuilder from = new StringBuilder(file.relation() + " AS listing");
    for (int i = 0; i < joined.size(); i++) {
      String shared = shared(file, joined.get(i));
      uses.merge(file.find(shared).orElseThrow(), "join", (first, second) -> first + ", " + second);
      from.append(
          " LEFT JOIN %1$s AS joined_%2$s ON CAST(joined_%2$s.%3$s AS VARCHAR) = CAST(listing.%4$s AS VARCHAR)"
              .formatted(
                  joined.get(i).relation(),
                  i,
                  Sql.name(shared),
                  Sql.name(file.find(shared).orElseThrow())));
    }
    List<String> columns = new ArrayList<>(List.of("listing." + Sql.name(name)));
    for (String category : config.categoryColumns()) {
      columns.add(category(category, file, joined, uses));
    }
    columns.add("listing." + Sql.name(id));
    List<String> names = new ArrayList<>(List.of("product_name"));
    names.addAll(categories(config));
    names.add("written");
    String texts =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "CAST(%s AS VARCHAR) AS %s".formatted(columns.get(i), names.get(i)))
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
                          .formatted(texts, from))));
    } catch (DatabaseException e) {
      throw file.fault(e);
    }
    long rows = database.number("SELECT sum(copies) FROM listing") - before;
    return file.described(Role.PRODUCTS, rows, uses);
  }

  /// The one column that both files have, as the second file writes it.
  private String shared(TableFile file, TableFile joined) throws InterruptedException {
    List<String> shared =
        joined.columns().stream().filter(column -> file.find(column).isPresent()).toList();
    if (shared.size() != 1) {
      throw new WrongUseException(
          "products.join-files: %s shares %s with %s; exactly one expected"
              .formatted(
                  joined.name(),
                  shared.isEmpty() ? "no column" : "the columns " + Excerpt.names(shared),
                  file.name()));
    }
    file.requireOnce("products.join-files", shared.getFirst());
    joined.requireOnce("products.join-files", shared.getFirst());
    String key = Sql.name(shared.getFirst());
    try {
      List<List<String>> twice =
          database.rows(
              "SELECT %1$s FROM %2$s GROUP BY %1$s HAVING count(*) > 1 ORDER BY %1$s LIMIT 1"
                  .formatted(key, joined.relation()));
      if (!twice.isEmpty()) {
        throw new InputException(
            "%s: %s %s appears more than once; one row for each expected"
                .formatted(
                    joined.name(),
                    Excerpt.of(shared.getFirst()),
                    Excerpt.of(twice.getFirst().getFirst())));
      }
    } catch (DatabaseException e) {
      throw joined.fault(e);
    }
    return shared.getFirst();
  }

  private static String category(
      String category, TableFile file, List<TableFile> joined, Map<String, String> uses) {
    Optional<String> own = file.find(category);
    if (own.isPresent()) {
      file.requireOnce("products.category-columns", category);
      uses.merge(own.get(), "category", (first, second) -> first + ", " + second);
      return "listing." + Sql.name(own.get());
    }
    for (int i = 0; i < joined.size(); i++) {
      Optional<String> other = joined.get(i).find(category);
      if (other.isPresent()) {
        joined.get(i).requireOnce("products.category-columns", category);
        return "joined_%s.%s".formatted(i, Sql.name(other.get()));
      }
    }
    throw TableFile.missingColumn(
        Stream.concat(Stream.of(file), joined.stream())
            .map(TableFile::name)
            .collect(Collectors.joining(", ")),
        "products.category-columns",
        category,
        Stream.concat(Stream.of(file), joined.stream())
            .flatMap(t -> t.columns().stream())
            .toList());
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
