package dev.prod2vec.disk;

import java.nio.file.Path;
import java.util.Objects;

/// Names of temporary files and folders beside their final place: `.<name>.<random>.tmp`.
final class HiddenName {
  static final String SUFFIX = ".tmp";

  /// Most characters of the final name that are used: at four bytes each they fit a name of 255
  /// bytes together with what is added.
  private static final int MAX_CHARACTERS = 40;

  private HiddenName() {}

  /// The prefix of all such names for one place.
  static String prefix(String name) {
    String part =
        name.length() <= MAX_CHARACTERS
            ? name
            : name.substring(0, MAX_CHARACTERS) + Integer.toHexString(name.hashCode());
    return "." + part + ".";
  }

  /// The folder that a place is in.
  static Path folder(Path place) {
    return Objects.requireNonNull(place.toAbsolutePath().normalize().getParent(), "a root");
  }
}
