package dev.prod2vec.setting;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;

/// The check that constructors of config records make.
public final class Require {
  private Require() {}

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
