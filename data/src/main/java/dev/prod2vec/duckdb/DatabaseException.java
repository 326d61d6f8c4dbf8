package dev.prod2vec.duckdb;

import java.nio.file.Path;
import java.sql.SQLException;

/// DuckDB refused or could not finish a statement.
public final class DatabaseException extends RuntimeException {
  public DatabaseException(SQLException cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }

  /// DuckDB's whole message, often several lines.
  public String text() {
    return String.valueOf(getMessage());
  }

  /// The first line of the message, without the kind of error at its beginning.
  public String reason() {
    String line = text().lines().findFirst().orElse("");
    return line.replaceFirst("^[A-Za-z ]*Error: ", "");
  }

  /// The same with the name that users know a file by.
  public String reason(Path file, String name) {
    return reason().replace(file.toString(), name);
  }
}
