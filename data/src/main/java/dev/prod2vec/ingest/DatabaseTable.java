package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.postgres.PostgresSession;
import dev.prod2vec.prepared.IngestReport.FileFormat;
import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.WrongUseException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/// A table or a query of a PostgreSQL database. Its rows are fetched to a csv file, which is then
/// read like any other.
///
/// @param section of the config that names it: `orders` or `products`
/// @param table its exact name, after its schema's name and a dot if needed; or empty
/// @param query its SQL; or empty
record DatabaseTable(String section, String table, String query) {
  /// The server's codes for a missing table and a missing schema.
  private static final List<String> NO_SUCH_TABLE = List.of("42P01", "3F000");

  private static final Pattern NAME_PART = Pattern.compile("\"((?:[^\"]|\"\")+)\"|[^.\"]+");

  private static final String READABLE_TABLES =
      """
      SELECT n.nspname || '.' || c.relname
      FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p')
        AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'
      ORDER BY 1\
      """;

  /// @throws WrongUseException if not exactly one of table and query is given
  DatabaseTable {
    if (table.isBlank() == query.isBlank()) {
      throw new WrongUseException(
          "%1$s.table, %1$s.query: %2$s given; exactly one expected where %1$s.source is jdbc"
              .formatted(section, table.isBlank() ? "none is" : "both are"));
    }
  }

  /// Fetches the rows by COPY, in constant memory.
  ///
  /// @param wanted the columns to fetch, ignoring case, each with the config key that names it;
  ///   empty: all
  /// @param file file to write
  /// @param connection in a transaction of `session`
  /// @throws WrongUseException if the table or a column does not exist, or the query is not valid
  TableFile fetch(
      Map<String, String> wanted, Path file, Connection connection, PostgresSession session)
      throws SQLException, IOException {
    try {
      TableFile described = describe(file, connection, session);
      List<String> columns = new ArrayList<>();
      wanted.forEach((name, key) -> columns.add(described.column(key, name)));
      TableFile kept = described.withColumns(columns.isEmpty() ? described.columns() : columns);
      String copy =
          "COPY (SELECT %s FROM %s) TO STDOUT (FORMAT csv, HEADER)"
              .formatted(Sql.names(kept.columns()), relation());
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, out);
      }
      return kept.withInput(Input.sent(kept.name(), file));
    } catch (SQLException e) {
      if (query.isBlank() && NO_SUCH_TABLE.contains(e.getSQLState())) {
        throw noSuchTable(connection, session);
      }
      throw session.refused(e, section + (query.isBlank() ? ".table" : ".query"));
    }
  }

  /// Reads the columns without reading a row.
  private TableFile describe(Path file, Connection connection, PostgresSession session)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    List<String> types = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM " + relation())) {
      ResultSetMetaData found = statement.getMetaData();
      for (int column = 1; column <= found.getColumnCount(); column++) {
        columns.add(found.getColumnLabel(column));
        types.add(
            found.getColumnType(column) == Types.NUMERIC && found.getPrecision(column) > 0
                ? "DECIMAL(%s,%s)".formatted(found.getPrecision(column), found.getScale(column))
                : type(found.getColumnType(column), found.getColumnTypeName(column)));
      }
    }
    String name = query.isBlank() ? table : section + ".query";
    return new TableFile(
        new Input("%s %s".formatted(session.address(), name), file, 0, Optional.empty()),
        FileFormat.DATABASE,
        CsvLayout.USUAL,
        Dialect.USUAL,
        columns,
        types,
        Set.of());
  }

  /// The text after `FROM`. A query may end in a semicolon, or in a comment.
  private String relation() {
    if (query.isBlank()) {
      return NAME_PART
          .matcher(table)
          .results()
          .map(DatabaseTable::part)
          .map(Sql::name)
          .collect(Collectors.joining("."));
    }
    return "(\n%s\n) AS given".formatted(query.strip().replaceFirst(";+$", ""));
  }

  private static String part(MatchResult part) {
    return part.group(1) == null ? part.group() : part.group(1).replace("\"\"", "\"");
  }

  /// DuckDB's name for the type, if it has one.
  private static String type(int jdbcType, String name) {
    return switch (jdbcType) {
      case Types.SMALLINT -> "SMALLINT";
      case Types.INTEGER -> "INTEGER";
      case Types.BIGINT -> "BIGINT";
      case Types.VARCHAR, Types.CHAR -> "VARCHAR";
      case Types.ARRAY -> array(name);
      default -> name.toUpperCase(Locale.ROOT);
    };
  }

  /// @param name `_text`, `_int8` and so on
  private static String array(String name) {
    return switch (name) {
      case "_text", "_varchar", "_bpchar" -> "VARCHAR[]";
      case "_int2" -> "SMALLINT[]";
      case "_int4" -> "INTEGER[]";
      case "_int8" -> "BIGINT[]";
      default -> name.substring(1).toUpperCase(Locale.ROOT) + "[]";
    };
  }

  private WrongUseException noSuchTable(Connection connection, PostgresSession session)
      throws SQLException {
    connection.rollback();
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(READABLE_TABLES)) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    String wanted = table.contains(".") ? table : "public." + table;
    return new WrongUseException(
        "%s.table: %s has no table %s%s"
            .formatted(
                section,
                session.address(),
                table,
                Nearest.to(wanted, tables).map("\nhint: did you mean %s?"::formatted).orElse("")));
  }
}
