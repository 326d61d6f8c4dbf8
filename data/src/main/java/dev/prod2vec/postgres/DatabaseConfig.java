package dev.prod2vec.postgres;

import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Setting;

/// Which PostgreSQL database to use. A password has no place here: a config stands in files and
/// manifests.
public record DatabaseConfig(
    @Setting(
            "Address of the PostgreSQL database, without a password:"
                + " jdbc:postgresql://localhost:5432/shop.")
        String url,
    @Setting(
            "Role to log in as; its password comes from the variable PGPASSWORD, else from the file"
                + " ~/.pgpass; empty: the name of the operating system's user.")
        String user) {

  public static final DatabaseConfig DEFAULT = Records.defaults(DatabaseConfig.class);

  public DatabaseConfig {
    DatabaseAddress.check(url);
  }

  /// The same at another address, unless that is empty.
  public DatabaseConfig withUrl(String newUrl) {
    return newUrl.isEmpty() ? this : Records.with(this, "url", newUrl);
  }

  /// The same with another role, unless that is empty.
  public DatabaseConfig withUser(String newUser) {
    return newUser.isEmpty() ? this : Records.with(this, "user", newUser);
  }

  /// The address without its parameters, as messages and reports call the database.
  String address() {
    return url.replaceFirst("\\?.*", "");
  }
}
