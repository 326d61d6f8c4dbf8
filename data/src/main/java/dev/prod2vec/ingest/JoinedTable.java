package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.setting.WrongUseException;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedCollection;

/// A file that is joined to others by a column that both have, as a table of DuckDB.
///
/// @param key of the config, which names the file
/// @param table its name in DuckDB
record JoinedTable(String key, String table, TableFile file) {
  static final String OF_ORDERS = "orders.join-files";
  static final String OF_PRODUCTS = "products.join-files";

  /// Reads the files into tables.
  ///
  /// @param wanted columns that they may have; they decide a csv file's delimiter
  static List<JoinedTable> load(
      String key,
      SequencedCollection<Input> files,
      List<String> wanted,
      Dialect dialect,
      Database database)
      throws InterruptedException {
    List<JoinedTable> tables = new ArrayList<>();
    for (Input input : files) {
      TableFile file = TableFile.of(input, wanted, dialect.ofJoined(), database);
      String name = "%s %s".formatted(key, tables.size());
      JoinedTable table = new JoinedTable(key, Sql.name(name), file);
      try {
        database.execute("CREATE TEMP TABLE %s AS FROM %s".formatted(table.table, file.relation()));
      } catch (DatabaseException e) {
        throw file.fault(e);
      }
      tables.add(table);
    }
    return tables;
  }

  /// The column that a file shares with it, as that file writes it.
  ///
  /// @throws WrongUseException if there is none, or if there are several
  /// @throws InputException if a value of it is in several rows
  String shared(TableFile other, Database database) throws InterruptedException {
    List<String> shared =
        other.columns().stream().filter(column -> file.find(column).isPresent()).toList();
    if (shared.size() != 1) {
      throw new WrongUseException(
          "%s: %s shares %s with %s; exactly one expected"
              .formatted(
                  key,
                  file.name(),
                  shared.isEmpty() ? "no column" : "the columns " + Excerpt.names(shared),
                  other.name()));
    }
    other.requireOnce(key, shared.getFirst());
    file.requireOnce(key, shared.getFirst());
    String column = Sql.name(file.find(shared.getFirst()).orElseThrow());
    List<List<String>> twice =
        database.rows(
            "SELECT %1$s FROM %2$s WHERE %1$s IS NOT NULL GROUP BY %1$s HAVING count(*) > 1 ORDER BY %1$s LIMIT 1"
                .formatted(column, table));
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
