package dev.prod2vec.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// The version of prod2vec.
public final class ToolVersion {
  /// The version that Maven builds, for example `0.1.0`.
  public static final String TEXT = read();

  private ToolVersion() {}

  private static String read() {
    Properties properties = new Properties();
    try (InputStream file = ToolVersion.class.getResourceAsStream("tool.properties")) {
      properties.load(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
