package dev.prod2vec.postgres;

import static dev.prod2vec.setting.Require.require;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/// What the address of a database may hold. Manifests and messages show it, so it is a closed list:
/// hosts, the name of the database, and options of the driver that are not secret and load no
/// classes.
final class DatabaseAddress {
  static final String PREFIX = "jdbc:postgresql:";

  /// Hosts with their ports, the database, the options.
  private static final Pattern PARTS =
      Pattern.compile(PREFIX + "(?://[\\p{L}\\p{N}._:,\\[\\]-]*/)?([^/?]*)(?:\\?(.*))?");

  /// A name that cannot hide a user, a password or an option in the spelling of another database.
  private static final Pattern DATABASE = Pattern.compile("[^/?#@:;=&]*");

  private static final Set<PGProperty> ALLOWED =
      Collections.unmodifiableSet(
          EnumSet.of(
              PGProperty.SSL,
              PGProperty.SSL_MODE,
              PGProperty.SSL_ROOT_CERT,
              PGProperty.SSL_CERT,
              PGProperty.SSL_KEY,
              PGProperty.SSL_NEGOTIATION,
              PGProperty.SSL_RESPONSE_TIMEOUT,
              PGProperty.REQUIRE_AUTH,
              PGProperty.CHANNEL_BINDING,
              PGProperty.GSS_ENC_MODE,
              PGProperty.GSS_LIB,
              PGProperty.KERBEROS_SERVER_NAME,
              PGProperty.JAAS_LOGIN,
              PGProperty.JAAS_APPLICATION_NAME,
              PGProperty.CONNECT_TIMEOUT,
              PGProperty.LOGIN_TIMEOUT,
              PGProperty.SOCKET_TIMEOUT,
              PGProperty.CANCEL_SIGNAL_TIMEOUT,
              PGProperty.TARGET_SERVER_TYPE,
              PGProperty.LOAD_BALANCE_HOSTS,
              PGProperty.HOST_RECHECK_SECONDS,
              PGProperty.CURRENT_SCHEMA,
              PGProperty.PREPARE_THRESHOLD,
              PGProperty.OPTIONS));

  /// Settings of the server that `options` may hold. To the server all others are free text.
  private static final Set<String> SERVER_SETTINGS =
      Set.of(
          "work_mem",
          "maintenance_work_mem",
          "temp_buffers",
          "max_parallel_workers_per_gather",
          "max_parallel_maintenance_workers",
          "statement_timeout",
          "lock_timeout",
          "idle_in_transaction_session_timeout",
          "search_path",
          "role");

  private static final Pattern SERVER_SETTING = Pattern.compile("\\s*-c\\s*([a-z_]+)=\\S*\\s*");

  /// The component that holds it.
  private static final List<String> URL = List.of("url");

  private DatabaseAddress() {}

  /// Does nothing if `url` is empty or an address. A message never holds it: there may be a
  /// password in it.
  ///
  /// @throws IllegalArgumentException if it is not an address, or holds something that is not
  ///   allowed
  static void check(String url) {
    Matcher parts = PARTS.matcher(url);
    require(
        url.isEmpty() || (parts.matches() && isDatabase(parts.group(1))),
        URL,
        "url must look like %s//host:port/database?option=value, without user and password; they have"
            + " places of their own: the key database.user, and the environment variable PGPASSWORD"
            + " or the file ~/.pgpass",
        PREFIX);
    if (!url.isEmpty() && parts.group(2) != null) {
      for (String parameter : parts.group(2).split("&", -1)) {
        checkOption(parameter);
      }
    }
  }

  private static boolean isDatabase(String name) {
    @Nullable String decoded = decoded(name);
    return decoded != null && DATABASE.matcher(decoded).matches();
  }

  private static void checkOption(String parameter) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    @Nullable PGProperty option = PGProperty.forName(name);
    require(
        option != null && ALLOWED.contains(option),
        URL,
        "url must not have %s; allowed are %s; passwords belong in the environment variable"
            + " PGPASSWORD or in ~/.pgpass, the role in database.user",
        option == null ? "an option that the driver does not know" : "the option " + name,
        ALLOWED.stream().map(PGProperty::getName).collect(Collectors.joining(", ")));
    @Nullable String value = decoded(parameter.substring(Math.min(equals + 1, parameter.length())));
    require(value != null, URL, "url must have a value in the option %s that can be decoded", name);
    if (option == PGProperty.OPTIONS && value != null) {
      require(
          isServerSettings(value),
          URL,
          "url must have nothing in options but -c name=value, where name is one of %s",
          SERVER_SETTINGS.stream().sorted().collect(Collectors.joining(", ")));
    }
  }

  private static boolean isServerSettings(String options) {
    Matcher setting = SERVER_SETTING.matcher(options);
    int end = 0;
    while (end < options.length()) {
      setting.region(end, options.length());
      if (!setting.lookingAt() || !SERVER_SETTINGS.contains(setting.group(1))) {
        return false;
      }
      end = setting.end();
    }
    return true;
  }

  private static @Nullable String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
