package dev.prod2vec.disk;

import java.nio.file.Path;
import java.util.Objects;

/// Names of what is on its way to a place: `.<name>.<random>.tmp`.
final class HiddenName {
  static final String SUFFIX = ".tmp";

  /// So many characters of four bytes fit a name of 255 bytes, with what is added.
  private static final int MAX_CHARACTERS = 40;

  private HiddenName() {}

  /// What all such names for a place begin with.
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
