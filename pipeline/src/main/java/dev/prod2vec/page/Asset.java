package dev.prod2vec.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A style sheet or a script of ours, kept as a file beside the classes.
///
/// @param name of the file, `list.js`
/// @param content its text
public record Asset(String name, String content) {
  /// How every page looks: colours, light and dark, text, tables, charts.
  public static final Asset STYLE = of(Asset.class, "page.css");

  /// The file beside a class.
  ///
  /// @throws NullPointerException if there is none
  public static Asset of(Class<?> owner, String name) {
    try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
      return new Asset(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
