package dev.prod2vec.postgres;

import dev.prod2vec.setting.WrongUseException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/// A PostgreSQL database and the role to log in as.
public final class PostgresServer {
  /// The variable that holds the password, as for the programs that come with PostgreSQL. Without
  /// it the driver reads the password file, as they do.
  static final String PASSWORD = "PGPASSWORD";

  private final DatabaseConfig config;
  private final Map<String, String> environment;

  /// @param environment all environment variables
  public PostgresServer(DatabaseConfig config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
  }

  /// The address as messages and reports call the database.
  public String address() {
    return config.address();
  }

  /// Connects.
  ///
  /// @throws WrongUseException if no address is given, or the login is refused
  /// @throws PostgresException if the server cannot be reached
  public PostgresSession connect() {
    try {
      return new PostgresSession(dataSource().getConnection(), address());
    } catch (SQLException e) {
      if (Login.isNotAllowed(e)) {
        throw new WrongUseException("database.url: " + address() + Login.refusal(options()));
      }
      throw PostgresFault.of(e, "database.url", address());
    }
  }

  /// A source of connections, for a library that opens its own.
  ///
  /// @throws WrongUseException if no address is given
  public DataSource dataSource() {
    if (config.url().isEmpty()) {
      throw new WrongUseException(
          "database.url: no database is given\nhint: jdbc:postgresql://localhost:5432/shop");
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    Properties options = options();
    source.setURL(config.url());
    if (!config.user().isEmpty()) {
      source.setUser(config.user());
    }
    try {
      source.setRequireAuth(Login.allowed(options));
    } catch (SQLException e) {
      throw PostgresFault.of(e, "database.url", address());
    }
    source.setPassword(environment.get(PASSWORD));
    source.setApplicationName("prod2vec");
    source.setTcpKeepAlive(true);
    return source;
  }

  /// The options of the address, by the driver's names.
  private Properties options() {
    @Nullable Properties options = Driver.parseURL(config.url(), null);
    if (options == null) {
      throw new WrongUseException(
          "database.url: %s is not the address of a database; jdbc:postgresql://host:port/database expected"
              .formatted(address()));
    }
    return options;
  }
}
