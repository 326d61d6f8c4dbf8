package dev.prod2vec.postgres;

import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;

/// The ways to log in that a server may ask for. The driver answers any server, and an address may
/// lead anywhere, so it sends a password in clear text only over connections that must be
/// encrypted.
final class Login {
  private static final String NOT_CLEAR_TEXT = "!password";

  private Login() {}

  /// The ways by the names of the driver's option
  /// [requireAuth](https://jdbc.postgresql.org/documentation/use/): all but a password in clear
  /// text, unless the address says that the connection must be encrypted, or asks for `password`
  /// itself.
  ///
  /// @param options of the address
  /// @return null: all
  /// @throws PSQLException if the address has an unknown `sslmode`
  static @Nullable String allowed(Properties options) throws PSQLException {
    @Nullable String given = PGProperty.REQUIRE_AUTH.getOrDefault(options);
    if (SslMode.of(options).requireEncryption()) {
      return given;
    } else if (given == null || given.isBlank()) {
      return NOT_CLEAR_TEXT;
    }
    boolean leavesOut = given.strip().startsWith("!") && !given.contains(NOT_CLEAR_TEXT);
    return leavesOut ? given + "," + NOT_CLEAR_TEXT : given;
  }

  /// Whether the driver refused to log in the way that the server asked for.
  static boolean isNotAllowed(SQLException e) {
    // The driver has no code for this error, and its message is in the language of the machine.
    return e instanceof PSQLException
        && GT.tr("Authentication method is not allowed by requireAuth").equals(e.getMessage());
  }

  /// The message for that case, after the address of the database.
  ///
  /// @param options of the address
  static String refusal(Properties options) {
    @Nullable String given = PGProperty.REQUIRE_AUTH.getOrDefault(options);
    if (given != null && !given.isBlank()) {
      return " asks to log in by a way that the address's option requireAuth, or the lack of TLS, does"
          + " not allow; no password was sent";
    }
    return """
     asks for the password in clear text, and the connection may be without TLS; it was not sent
    hint: ask for TLS by the address's option sslmode=verify-full; requireAuth=password sends it in clear text\
    """
        .stripTrailing();
  }
}
