package dev.prod2vec.duckdb;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/// Values and names as SQL writes them.
public final class Sql {
  private Sql() {}

  /// A text as a literal.
  public static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /// A file's path as a literal.
  public static String text(Path file) {
    return text(file.toString());
  }

  /// The paths of files as a list, in their order.
  public static String texts(Collection<Path> files) {
    return files.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /// The name of a column.
  public static String name(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }

  /// Names of columns with commas between them.
  public static String names(Collection<String> columns) {
    return columns.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  /// A condition that is true for text that is missing or blank.
  public static String isBlank(String expression) {
    return "coalesce(trim(%s), '') = ''".formatted(expression);
  }
}
