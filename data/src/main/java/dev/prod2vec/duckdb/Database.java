package dev.prod2vec.duckdb;

import dev.prod2vec.disk.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// A DuckDB database in a temporary folder, which closing it deletes. It uses about a gigabyte of
/// memory and spills the rest to disk. For one thread; interrupting it stops the running statement.
public final class Database implements AutoCloseable {
  private static final int MAX_THREADS = 8;
  private static final Pattern WRITE_FAULT =
      Pattern.compile(
          "file \\\\?\"([^\"\\\\]+)\\\\?\".*?: (No space left on device|Disk quota exceeded"
              + "|File too large|Input/output error|Read-only file system|Permission denied)");

  private final Path folder;
  private final DuckDBConnection connection;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("duckdb").factory());

  private Database(Path folder, DuckDBConnection connection) {
    this.folder = folder;
    this.connection = connection;
  }

  /// Opens an empty database.
  ///
  /// @param directory where to create its folder
  /// @throws UncheckedIOException if the directory cannot be written
  public static Database open(Path directory) {
    return open(directory, 0);
  }

  /// The same with a number of threads.
  ///
  /// @param threads 0: one per core; eight at most are used
  public static Database open(Path directory, int threads) {
    Path folder;
    try {
      folder = Files.createTempDirectory(directory, ".duckdb-");
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": cannot be written: " + e, e);
    }
    try {
      DuckDBConnection connection =
          DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("database"))
              .unwrap(DuckDBConnection.class);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET memory_limit = '1GB'");
        int wanted = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        statement.execute("SET threads = " + Math.min(MAX_THREADS, wanted));
        statement.execute("SET temp_directory = " + Sql.text(folder.resolve("spill")));
        statement.execute("SET preserve_insertion_order = false");
        // Extensions are downloaded, and no query here needs one.
        statement.execute("SET autoinstall_known_extensions = false");
        statement.execute("SET autoload_known_extensions = false");
      }
      return new Database(folder, connection);
    } catch (SQLException e) {
      delete(folder);
      throw fault(e);
    }
  }

  /// Runs statements without a result.
  ///
  /// @throws DatabaseException if DuckDB refuses one
  /// @throws UncheckedIOException if a file cannot be written
  public void execute(String sql) throws InterruptedException {
    await(sql, statement -> statement.execute(sql));
  }

  /// Runs a statement and returns the number of rows it wrote.
  ///
  /// @throws DatabaseException if DuckDB refuses it
  /// @throws UncheckedIOException if a file cannot be written
  public long update(String sql) throws InterruptedException {
    return await(sql, statement -> statement.executeLargeUpdate(sql));
  }

  /// The number that a query returns, 0 for null.
  ///
  /// @throws DatabaseException if DuckDB refuses it
  public long number(String sql) throws InterruptedException {
    return await(
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  /// All rows of a query as text, empty text for null. For short results.
  ///
  /// @throws DatabaseException if DuckDB refuses it
  public List<List<String>> rows(String sql) throws InterruptedException {
    return await(
        sql,
        statement -> {
          List<List<String>> rows = new ArrayList<>();
          try (ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
              List<String> row = new ArrayList<>(columns);
              for (int column = 1; column <= columns; column++) {
                @Nullable String value = result.getString(column);
                row.add(value == null ? "" : value);
              }
              rows.add(row);
            }
          }
          return rows;
        });
  }

  /// Its folder, for other files that should be deleted with it.
  public Path folder() {
    return folder;
  }

  /// Adds rows to a table one by one.
  public DuckDBAppender appender(String table) {
    try {
      return connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
    } catch (SQLException e) {
      throw fault(e);
    }
  }

  /// Closes the database and deletes its folder.
  @Override
  public void close() {
    worker.shutdown();
    try {
      connection.close();
    } catch (SQLException e) {
      throw fault(e);
    } finally {
      delete(folder);
    }
  }

  /// The exception for a failed statement or appender: an [UncheckedIOException] if a file cannot
  /// be written, else a [DatabaseException].
  public static RuntimeException fault(SQLException e) {
    String message = String.valueOf(e.getMessage());
    Matcher fault = WRITE_FAULT.matcher(message);
    if (fault.find()) {
      return new UncheckedIOException(
          new IOException(
              "%s: cannot be written: %s".formatted(fault.group(1), fault.group(2)), e));
    }
    return new DatabaseException(e);
  }

  private interface Work<T> {
    T with(Statement statement) throws SQLException;
  }

  private <T> T await(String sql, Work<T> work) throws InterruptedException {
    try (Statement statement = connection.createStatement()) {
      Future<T> answer = worker.submit(() -> work.with(statement));
      try {
        return answer.get();
      } catch (InterruptedException e) {
        cancel(statement, answer);
        throw e;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof SQLException refused) {
          throw fault(refused);
        }
        throw new IllegalStateException(sql, e.getCause());
      }
    } catch (SQLException e) {
      throw fault(e);
    }
  }

  /// Cancels until the statement has ended. A cancel before the statement begins is lost, and a
  /// database cannot be closed while a statement runs.
  private static void cancel(Statement statement, Future<?> answer) throws SQLException {
    boolean ended = false;
    while (!ended) {
      statement.cancel();
      try {
        answer.get(20, TimeUnit.MILLISECONDS);
        ended = true;
      } catch (TimeoutException | InterruptedException e) {
        ended = false;
      } catch (ExecutionException e) {
        ended = true;
      }
    }
  }

  private static void delete(Path folder) {
    try {
      Tree.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be deleted: " + e, e);
    }
  }
}
