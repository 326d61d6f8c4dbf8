package dev.prod2vec.postgres;

import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.PGConnection;

/// A connection to PostgreSQL. For one thread; interrupting it stops the running statement.
public final class PostgresSession implements AutoCloseable {
  private static final int CANCELS = 20;
  private static final long BETWEEN_CANCELS_MILLIS = 100;

  private final Connection connection;
  private final String address;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("postgres").factory());

  PostgresSession(Connection connection, String address) {
    this.connection = connection;
    this.address = address;
  }

  /// Work with a connection.
  public interface Work<T> {
    T with(Connection connection) throws SQLException, IOException;
  }

  /// The address of the database, as messages call it.
  public String address() {
    return address;
  }

  /// Does work in one transaction: everything is kept, or nothing.
  ///
  /// @param key the config key that says what is asked for
  /// @throws WrongUseException if the database refuses a statement
  /// @throws PostgresException if the database cannot do it, or the connection is lost
  /// @throws UncheckedIOException if a file cannot be written
  /// @throws InterruptedException if the thread is interrupted, soon after it is
  public <T> T transaction(String key, Work<T> work) throws InterruptedException {
    Future<T> answer =
        worker.submit(() -> {
          connection.setAutoCommit(false);
          T done = work.with(connection);
          connection.commit();
          return done;
        });
    try {
      return answer.get();
    } catch (InterruptedException e) {
      cancel(answer);
      throw e;
    } catch (ExecutionException e) {
      rollback();
      if (e.getCause() instanceof SQLException refused) {
        throw refused(refused, key);
      } else if (e.getCause() instanceof IOException file) {
        throw new UncheckedIOException(file);
      } else if (e.getCause() instanceof RuntimeException other) {
        throw other;
      }
      throw new IllegalStateException(key, e.getCause());
    }
  }

  /// The exception for a statement that was refused.
  ///
  /// @param key the config key that says what was asked for
  public RuntimeException refused(SQLException e, String key) {
    return PostgresFault.of(e, key, address);
  }

  /// The server rolls back whatever is not committed when a connection is closed.
  @Override
  public void close() {
    worker.shutdown();
    try {
      connection.close();
    } catch (SQLException e) {
      throw PostgresFault.of(e, "database.url", address);
    }
  }

  private void rollback() {
    try {
      connection.rollback();
    } catch (SQLException _) {
      // The connection is lost, and with it the transaction.
    }
  }

  /// Cancels until the work has ended. A cancel between two statements is lost. If the server does
  /// not answer, the connection is closed.
  private void cancel(Future<?> answer) {
    try {
      for (int tries = 0; tries < CANCELS && !hasEnded(answer); tries++) {
        connection.unwrap(PGConnection.class).cancelQuery();
      }
      if (!answer.isDone()) {
        connection.abort(Runnable::run);
      }
    } catch (SQLException _) {
      // The connection is gone, and with it what would be cancelled.
    }
  }

  private static boolean hasEnded(Future<?> answer) {
    try {
      answer.get(BETWEEN_CANCELS_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | InterruptedException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }
}
