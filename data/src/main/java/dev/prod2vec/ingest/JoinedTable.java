package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.setting.WrongUseException;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedCollection;

/// A file that is joined to the orders, as a table of DuckDB: it has what the rows of an order have
/// in common, as its date.
///
/// @param table its name in DuckDB
record JoinedTable(String table, TableFile file) {
  static final String KEY = "orders.join-files";

  /// Reads the files into tables.
  static List<JoinedTable> load(
      OrdersConfig config, SequencedCollection<Input> files, Database database)
      throws InterruptedException {
    List<JoinedTable> tables = new ArrayList<>();
    for (Input input : files) {
      TableFile file =
          TableFile.of(input, OrderColumns.names(config), Dialect.of(config), database);
      JoinedTable table = new JoinedTable("joined_%s".formatted(tables.size()), file);
      try {
        database.execute("CREATE TEMP TABLE %s AS FROM %s".formatted(table.table, file.relation()));
      } catch (DatabaseException e) {
        throw file.fault(e);
      }
      tables.add(table);
    }
    return tables;
  }

  /// The column that the orders share with it, as the orders write it.
  ///
  /// @throws WrongUseException if there is none, or if there are several
  /// @throws InputException if a value of it is in several rows
  String shared(TableFile orders, Database database) throws InterruptedException {
    List<String> shared =
        orders.columns().stream().filter(column -> file.find(column).isPresent()).toList();
    if (shared.size() != 1) {
      throw new WrongUseException(
          "%s: %s shares %s with %s; exactly one expected"
              .formatted(
                  KEY,
                  file.name(),
                  shared.isEmpty() ? "no column" : "the columns " + Excerpt.names(shared),
                  orders.name()));
    }
    orders.requireOnce(KEY, shared.getFirst());
    file.requireOnce(KEY, shared.getFirst());
    String key = Sql.name(file.find(shared.getFirst()).orElseThrow());
    List<List<String>> twice =
        database.rows(
            "SELECT %1$s FROM %2$s WHERE %1$s IS NOT NULL GROUP BY %1$s HAVING count(*) > 1 ORDER BY %1$s LIMIT 1"
                .formatted(key, table));
    if (!twice.isEmpty()) {
      throw new InputException(
          "%s: %s %s appears more than once; one row for each expected"
              .formatted(
                  file.name(),
                  Excerpt.of(shared.getFirst()),
                  Excerpt.of(twice.getFirst().getFirst())));
    }
    return shared.getFirst();
  }

  /// Rows of it.
  long rows(Database database) throws InterruptedException {
    return database.number("SELECT count(*) FROM " + table);
  }
}
