package dev.prod2vec.setting;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;
import java.util.regex.Pattern;

/// The check that constructors of config records make.
public final class Require {
  private static final Pattern ENDPOINT = Pattern.compile("https?://[^/?#@\\s]+/?");

  private Require() {}

  /// Does nothing if `endpoint` is empty or the address of a service: scheme, host and port. A
  /// message never holds it: there may be a password in it.
  ///
  /// @throws IllegalArgumentException if it is anything else
  public static void requireEndpoint(String endpoint) {
    require(
        endpoint.isEmpty() || ENDPOINT.matcher(endpoint).matches(),
        "endpoint must be empty or http:// or https:// with a host and a port, and nothing else");
  }

  /// Does nothing if `holds`.
  ///
  /// @param message a [String#format] text that names the component, the bounds and the value found
  /// @throws IllegalArgumentException with the formatted message if `holds` is false
  @FormatMethod
  public static void require(boolean holds, String message, Object... arguments) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, message, arguments));
    }
  }
}
