package dev.prod2vec.store;

import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a file or a folder is: a path of this machine, or `scheme://authority/path` in a store.
///
/// @param scheme in lower case; empty for a path of this machine
/// @param authority the part between `//` and the next slash: a bucket, a host
/// @param path below the authority, without a slash at either end; of this machine as it was
///   written
public record Location(String scheme, String authority, String path) {
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)(.*)", Pattern.DOTALL);

  /// The location that a text names. [Stores] knows whether it has a store for it.
  ///
  /// @throws WrongUseException if it has a user and a password; the message does not show them
  public static Location parse(String text) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      return new Location("", "", text);
    }
    String scheme = address.group(1).toLowerCase(Locale.ROOT);
    String authority = address.group(2);
    if (authority.contains(":") && authority.contains("@")) {
      throw new WrongUseException(
          "a location that begins with %s:// holds a user and a password, which are not shown here\nhint: leave them out; a store finds its credentials in the environment"
              .formatted(scheme));
    }
    return new Location(scheme, authority, address.group(3).replaceAll("^/+|/+$", ""));
  }

  /// A file or folder of this machine.
  public static Location of(Path path) {
    return new Location("", "", path.toString());
  }

  /// Whether it is a path of this machine.
  public boolean isLocal() {
    return scheme.isEmpty();
  }

  /// The file or folder of this machine.
  ///
  /// @throws IllegalStateException if it is in a store
  public Path file() {
    if (!isLocal()) {
      throw new IllegalStateException(this + " is no file of this machine");
    }
    return Path.of(path);
  }

  /// A location below this one.
  ///
  /// @param child with slashes, if it lies deeper
  public Location resolve(String child) {
    return new Location(
        scheme,
        authority,
        path.isEmpty() || path.endsWith("/") ? path + child : path + "/" + child);
  }

  /// The location right above this one.
  public Location parent() {
    return new Location(scheme, authority, path.substring(0, Math.max(0, path.lastIndexOf('/'))));
  }

  /// The last part of the path; the authority where the path is empty.
  public String name() {
    return path.isEmpty() ? authority : path.substring(path.lastIndexOf('/') + 1);
  }

  /// The path from here to a location below this one.
  public String relativize(Location below) {
    return below.path().substring(resolve("").path().length());
  }

  @Override
  public String toString() {
    return isLocal() ? path : scheme + "://" + authority + (path.isEmpty() ? "" : "/" + path);
  }
}
