package dev.prod2vec.setting;

import com.google.errorprone.annotations.FormatMethod;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Checks of what a constructor is given.
public final class Require {
  private static final Pattern ENDPOINT = Pattern.compile("https?://[^/?#@\\s]+/?");

  private Require() {}

  /// Does nothing if the component `endpoint` is empty or the address of a service: scheme, host
  /// and port. A message never holds it: there may be a password in it.
  ///
  /// @throws InvalidSettingException if it is anything else
  public static void requireEndpoint(String endpoint) {
    require(
        endpoint.isEmpty() || ENDPOINT.matcher(endpoint).matches(),
        List.of("endpoint"),
        "endpoint must be empty or http:// or https:// with a host and a port, and nothing else");
  }

  /// Does nothing if `holds`: a rule of a config record that is no range of one component.
  ///
  /// @param components names in kebab-case of the components to blame, the first one first
  /// @param message a [String#format] text that names the component, what is allowed and what was
  ///   found
  /// @throws InvalidSettingException with the formatted message if `holds` is false
  @FormatMethod
  public static void require(
      boolean holds, List<String> components, String message, Object... arguments) {
    if (!holds) {
      throw new InvalidSettingException(components, String.format(Locale.ROOT, message, arguments));
    }
  }

  /// Does nothing if `holds`.
  ///
  /// @param message a [String#format] text that names the argument, the bounds and the value found
  /// @throws IllegalArgumentException with the formatted message if `holds` is false
  @FormatMethod
  public static void require(boolean holds, String message, Object... arguments) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, message, arguments));
    }
  }
}
