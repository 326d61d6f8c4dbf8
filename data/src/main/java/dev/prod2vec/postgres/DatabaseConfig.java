package dev.prod2vec.postgres;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.setting.Setting;
import java.util.regex.Pattern;

/// Which PostgreSQL database to use. A password has no place here: a config stands in files and
/// manifests.
public record DatabaseConfig(
    @Setting(
            "Address of the PostgreSQL database, without a password:"
                + " jdbc:postgresql://localhost:5432/shop.")
        String url,
    @Setting(
            "Role to log in as; its password is that of the variable PGPASSWORD, else of the file"
                + " ~/.pgpass; empty: the name of the operating system's user.")
        String user) {

  private static final String PREFIX = "jdbc:postgresql:";
  private static final Pattern SECRET =
      Pattern.compile("//[^/?]*@|[?&][^=&]*(password|%)[^=&]*=", Pattern.CASE_INSENSITIVE);

  public static final DatabaseConfig DEFAULT = new DatabaseConfig("", "");

  /// A message never holds the address: there may be a password in it.
  public DatabaseConfig {
    require(
        url.isEmpty() || url.startsWith(PREFIX),
        "url must be empty or begin with %s//, then host, port and database",
        PREFIX);
    require(
        !SECRET.matcher(url).find(),
        "url must hold neither a password nor a user before the host; the password belongs into the"
            + " environment variable PGPASSWORD or into ~/.pgpass");
  }

  /// The same at another address, unless that is empty.
  public DatabaseConfig withUrl(String newUrl) {
    return newUrl.isEmpty() ? this : new DatabaseConfig(newUrl, user);
  }

  /// The same with another role, unless that is empty.
  public DatabaseConfig withUser(String newUser) {
    return newUser.isEmpty() ? this : new DatabaseConfig(url, newUser);
  }

  /// The address without its parameters, as messages and reports call the database.
  String address() {
    return url.replaceFirst("\\?.*", "");
  }
}
