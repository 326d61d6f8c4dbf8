package dev.prod2vec.postgres;

import dev.prod2vec.setting.WrongUseException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// The exception for an error of PostgreSQL, by its
/// [SQLSTATE](https://www.postgresql.org/docs/current/errcodes-appendix.html).
final class PostgresFault {
  private static final String CONNECTION_REJECTED = "08004";
  private static final String DISK_FULL = "53100";
  private static final Set<String> GOING_DOWN = Set.of("57P01", "57P02", "57P03");
  private static final Set<String> WRONG_USE = Set.of("0A000", "25006", "3D000", "3F000");

  private PostgresFault() {}

  /// @param key the config key that says what was asked for
  /// @param address of the database
  static RuntimeException of(SQLException e, String key, String address) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (state.startsWith("28") || state.equals(CONNECTION_REJECTED)) {
      return new WrongUseException(
          "database.user: %s: %s\nhint: the password comes from the environment variable %s, else from ~/.pgpass"
              .formatted(address, reason(e), PostgresServer.PASSWORD));
    } else if (state.equals("08001")) {
      return new PostgresException(
          "database.url: %s cannot be reached: %s".formatted(address, reason(e)), e);
    } else if (state.startsWith("08") || GOING_DOWN.contains(state)) {
      return new PostgresException(
          "%s: the connection was lost: %s".formatted(address, reason(e)), e);
    } else if (state.equals(DISK_FULL)) {
      return new PostgresException(
          "%s: %s: the server's disk is full: %s; the database is as it was before\nhint: free space there, then try again"
              .formatted(key, address, said(e).orElseGet(() -> cause(e))),
          e);
    } else if (state.startsWith("42") || state.startsWith("22") || WRONG_USE.contains(state)) {
      return new WrongUseException("%s: %s: %s".formatted(key, address, reason(e)));
    }
    return new PostgresException("%s: %s".formatted(address, reason(e)), e);
  }

  /// The server's message and hint, or else the innermost cause.
  private static String reason(SQLException e) {
    Optional<String> hint = serverMessage(e).map(ServerErrorMessage::getHint);
    return said(e).orElseGet(() -> cause(e)) + hint.map("\nhint: "::concat).orElse("");
  }

  private static Optional<String> said(SQLException e) {
    return serverMessage(e).map(ServerErrorMessage::getMessage);
  }

  private static Optional<ServerErrorMessage> serverMessage(SQLException e) {
    return e instanceof PSQLException refused
        ? Optional.ofNullable(refused.getServerErrorMessage())
        : Optional.empty();
  }

  private static String cause(SQLException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof UnknownHostException) {
      return "no such host: " + cause.getMessage();
    }
    return String.valueOf(cause.getMessage() == null ? e.getMessage() : cause.getMessage());
  }
}
