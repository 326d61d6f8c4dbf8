package dev.prod2vec.store;

import java.nio.file.Path;
import java.util.Map;

/// The user's folder for what can be fetched again.
public final class CacheFolder {
  private CacheFolder() {}

  /// `prod2vec` below `XDG_CACHE_HOME`, else below `~/.cache`.
  public static Path of(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    String base = environment.getOrDefault("XDG_CACHE_HOME", "");
    return (base.isEmpty() ? Path.of(home, ".cache") : Path.of(base)).resolve("prod2vec");
  }
}
