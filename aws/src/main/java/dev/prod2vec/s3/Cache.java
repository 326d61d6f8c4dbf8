package dev.prod2vec.s3;

import dev.prod2vec.store.S3Config;
import dev.prod2vec.store.StoredObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// What was fetched, by where it is from and by its ETag. Anything in it may be deleted while
/// nobody reads it.
record Cache(Path folder, String endpoint) {
  /// The folder that the config names, else the user's.
  static Path folder(S3Config config, Map<String, String> environment) {
    if (!config.cache().isEmpty()) {
      return Path.of(config.cache());
    }
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    String base = environment.getOrDefault("XDG_CACHE_HOME", "");
    return (base.isEmpty() ? Path.of(home, ".cache") : Path.of(base)).resolve("prod2vec");
  }

  /// Where the content of an object has its place, if it is there. A key may hold what a path may
  /// not, so its hash stands for it.
  Path file(StoredObject object) {
    String name = "%s\n%s\n%s".formatted(endpoint, object.location(), object.etag());
    String safe = object.location().name().replaceAll("[^A-Za-z0-9._-]", "_");
    return folder.resolve("objects").resolve(sha256(name)).resolve("object-" + safe);
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
