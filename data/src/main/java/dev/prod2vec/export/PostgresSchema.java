package dev.prod2vec.export;

import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.postgres.PostgresSession;
import dev.prod2vec.setting.WrongUseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;

/// The schema of a database that holds our tables and no others.
///
/// @param name as it is stored
/// @param extension schema of pgvector; empty if the database or our tables do not use it
record PostgresSchema(String name, Optional<String> extension) {
  private static final String HISTORY = "schema_history";
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  private static final String EXTENSION =
      """
      SELECT n.nspname
      FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace
      WHERE e.extname = 'vector'\
      """;

  private static final String VECTOR_COLUMN =
      """
      SELECT t.typname
      FROM pg_catalog.pg_namespace AS n
      JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = 'vectors'
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'vector'
      JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
      WHERE n.nspname = ?\
      """;

  /// Makes the schema and its tables, or migrates the tables of an earlier version.
  ///
  /// @throws WrongUseException if the schema has other tables, or tables of a later version
  static PostgresSchema migrate(String name, PostgresServer server, PostgresSession session)
      throws InterruptedException {
    Optional<String> installed =
        session.transaction(key(name), connection -> text(connection, EXTENSION));
    FLYWAY.setLevel(Level.SEVERE);
    try {
      Flyway.configure(PostgresSchema.class.getClassLoader())
          .dataSource(server.dataSource())
          .locations("classpath:dev/prod2vec/export/migration")
          .schemas(name)
          .table(HISTORY)
          .placeholders(
              Map.of("vector", installed.map(of -> Sql.name(of) + ".vector").orElse("real[]")))
          // This version cannot use tables that a later version has changed.
          .ignoreMigrationPatterns(new String[0])
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw fault(e, name, session);
    }
    Optional<String> type =
        session.transaction(key(name), connection -> text(connection, VECTOR_COLUMN, name));
    return new PostgresSchema(
        name, type.equals(Optional.of("vector")) ? installed : Optional.empty());
  }

  /// Its name in messages.
  String key() {
    return key(name);
  }

  private static String key(String name) {
    return "schema " + name;
  }

  /// A table or view of the schema, as SQL writes it.
  String of(String table) {
    return Sql.name(name) + "." + table;
  }

  private static RuntimeException fault(FlywayException e, String name, PostgresSession session) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException refused) {
        return session.refused(refused, key(name));
      }
    }
    if (e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
      return new WrongUseException(
          "schema %s: %s has other tables there, which are left alone; a schema of our own expected\nhint: --schema NAME, of a new or an empty schema"
              .formatted(name, session.address()));
    }
    return new WrongUseException(
        "schema %s: %s has tables there that this version of prod2vec does not know: %s\nhint: the latest version, or --schema NAME, of a new or an empty schema"
            .formatted(
                name,
                session.address(),
                String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
  }

  private static Optional<String> text(Connection connection, String query, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }
}
