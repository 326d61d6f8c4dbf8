package dev.prod2vec.postgres;

import java.util.Map;

/// For tests that read files alone.
public final class NoDatabase {
  public static final PostgresServer SERVER = new PostgresServer(DatabaseConfig.DEFAULT, Map.of());

  private NoDatabase() {}
}
