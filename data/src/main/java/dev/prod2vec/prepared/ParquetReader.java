package dev.prod2vec.prepared;

import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Reads Parquet files that preparation wrote, row by row in their order.
final class ParquetReader implements AutoCloseable {
  private final Connection connection;

  ParquetReader() {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  /// Reads rows.
  interface Rows<T> {
    T from(ResultSet rows) throws SQLException;
  }

  /// Reads a file.
  ///
  /// @param columns of the file, or expressions of them
  /// @throws InputException naming the file, if it is missing or `rows` finds another kind of file
  <T> T read(Path file, String columns, Rows<T> rows) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": no such file");
    }
    String query = "SELECT %s FROM read_parquet(%s)".formatted(columns, Sql.text(file));
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return rows.from(result);
    } catch (SQLException e) {
      throw unreadable(file, new DatabaseException(e).reason(), e);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw unreadable(file, String.valueOf(e.getMessage()), e);
    }
  }

  /// Whether a file has a column of this name.
  boolean has(Path file, String column) {
    String query =
        "SELECT count(*) FROM parquet_schema(%s) WHERE name = %s"
            .formatted(Sql.text(file), Sql.text(column));
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.next() && result.getLong(1) > 0;
    } catch (SQLException e) {
      throw unreadable(file, new DatabaseException(e).reason(), e);
    }
  }

  private static InputException unreadable(Path file, String reason, Exception cause) {
    return new InputException(
        "%s: not a file that pre_process_data wrote: %s".formatted(file, reason), cause);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }
}
