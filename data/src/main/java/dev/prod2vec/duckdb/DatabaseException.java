package dev.prod2vec.duckdb;

import java.sql.SQLException;

/// DuckDB refused or could not finish a statement.
public final class DatabaseException extends RuntimeException {
  public DatabaseException(SQLException cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }

  /// The whole message of DuckDB, often several lines.
  public String text() {
    return String.valueOf(getMessage());
  }

  /// Its first line without the kind of error before it.
  public String reason() {
    String line = text().lines().findFirst().orElse("");
    return line.replaceFirst("^[A-Za-z ]*Error: ", "");
  }
}
