package dev.prod2vec.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A real PostgreSQL, started when it is first asked for, with a database per test. The role
/// `reader` needs the password [#PASSWORD]; the role `postgres` needs none.
public final class TestPostgres {
  public static final String PASSWORD = "s3cret-\u00e4";

  private static final EmbeddedPostgres SERVER = start();
  private static int databases;

  private final String database;

  private TestPostgres(String database) {
    this.database = database;
  }

  /// A new, empty database.
  public static synchronized TestPostgres database() {
    String name = "test_" + ++databases;
    new TestPostgres("postgres").execute("CREATE DATABASE " + name);
    return new TestPostgres(name);
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:%s/%s".formatted(SERVER.getPort(), database);
  }

  public PostgresServer asOwner() {
    return new PostgresServer(new DatabaseConfig(url(), "postgres"), Map.of());
  }

  public PostgresServer asReader(String password) {
    return new PostgresServer(
        new DatabaseConfig(url(), "reader"), Map.of(PostgresServer.PASSWORD, password));
  }

  public void execute(String sql) {
    try (Connection connection = SERVER.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /// The first column of a query's rows as text.
  public List<String> texts(String sql) {
    try (Connection connection = SERVER.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static EmbeddedPostgres start() {
    try {
      Path directory = Files.createTempDirectory("prod2vec-postgres");
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(new File("target/embedded-pg").getAbsoluteFile())
              .setDataDirectory(directory)
              .setCleanDataDirectory(true)
              .setLocaleConfig("locale", "C")
              .setPGStartupWait(Duration.ofMinutes(5))
              .start();
      Files.writeString(
          directory.resolve("pg_hba.conf"),
          """
          host all reader 127.0.0.1/32 scram-sha-256
          host all all 127.0.0.1/32 trust
          host all all ::1/128 trust
          """);
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE ROLE reader LOGIN PASSWORD '" + PASSWORD + "'");
        statement.execute("SELECT pg_reload_conf()");
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
