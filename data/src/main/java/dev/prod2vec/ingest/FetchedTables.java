package dev.prod2vec.ingest;

import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.postgres.PostgresSession;
import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Orders and products that were fetched from a database.
///
/// @param orders empty if the orders are in files
/// @param products empty if the products are in files, or there is no product table
record FetchedTables(Optional<TableFile> orders, Optional<TableFile> products) {

  /// Fetches both in one read-only transaction, so that they are of the same moment.
  ///
  /// @throws WrongUseException if the config contradicts itself, or names something that does not
  ///   exist
  /// @throws dev.prod2vec.postgres.PostgresException if the database cannot answer
  static FetchedTables fetch(
      OrdersConfig orders, ProductsConfig products, PostgresServer server, Path folder)
      throws InterruptedException {
    Optional<DatabaseTable> ordersTable =
        table("orders", orders.source(), orders.files(), orders.table(), orders.query());
    Optional<DatabaseTable> productsTable =
        table("products", products.source(), products.files(), products.table(), products.query());
    if (ordersTable.isEmpty() && productsTable.isEmpty()) {
      return new FetchedTables(Optional.empty(), Optional.empty());
    } else if (ordersTable.isPresent() && orders.format() != OrdersFormat.ROWS) {
      throw new WrongUseException(
          "orders.format: only files have baskets as lines; rows expected where orders.source is jdbc");
    }
    try (PostgresSession session = server.connect()) {
      return session.transaction(
          "database.url",
          connection -> {
            // In SQL, since the driver makes a transaction read-only before a query, but not before
            // a COPY.
            try (Statement statement = connection.createStatement()) {
              statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            }
            Optional<TableFile> fetchedOrders = Optional.empty();
            if (ordersTable.isPresent()) {
              Path file = folder.resolve("orders.csv");
              fetchedOrders =
                  Optional.of(ordersTable.get().fetch(columns(orders), file, connection, session));
            }
            Optional<TableFile> fetchedProducts = Optional.empty();
            if (productsTable.isPresent()) {
              // All columns: there are few rows, and joined files may share any column.
              Path file = folder.resolve("products.csv");
              fetchedProducts =
                  Optional.of(productsTable.get().fetch(Map.of(), file, connection, session));
            }
            return new FetchedTables(fetchedOrders, fetchedProducts);
          });
    }
  }

  /// A filter may use any column, and a file may be joined by any, so nothing is left out then.
  private static Map<String, String> columns(OrdersConfig orders) {
    return orders.filter().isBlank() && orders.joinFiles().isEmpty()
        ? OrderColumns.keys(orders)
        : Map.of();
  }

  private static Optional<DatabaseTable> table(
      String section, RowSource source, List<String> files, String table, String query) {
    return switch (source) {
      case FILES -> {
        if (!table.isBlank() || !query.isBlank()) {
          throw new WrongUseException(
              "%1$s.%2$s: is given, but %1$s.source is files\nhint: leave it out, or set %1$s.source: jdbc"
                  .formatted(section, table.isBlank() ? "query" : "table"));
        }
        yield Optional.empty();
      }
      case JDBC -> {
        if (!files.isEmpty()) {
          throw new WrongUseException(
              "%1$s.files: is given, but %1$s.source is jdbc\nhint: leave it out, or set %1$s.source: files"
                  .formatted(section));
        }
        yield Optional.of(new DatabaseTable(section, table, query));
      }
    };
  }
}
