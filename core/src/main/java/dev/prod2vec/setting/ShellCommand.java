package dev.prod2vec.setting;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Commands of prod2vec as messages show them: under the name that prod2vec was called by, and
/// quoted so that a shell takes each word as it is.
public final class ShellCommand {
  /// The system property with the name that prod2vec was called by; without it that is `prod2vec`.
  public static final String NAME = "prod2vec.command";

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./-]+");
  private static final Pattern PLAIN_IN_DOUBLE_QUOTES = Pattern.compile("[^\"$`\\\\!\\p{Cntrl}]+");

  private ShellCommand() {}

  /// `prod2vec run --resume "runs x/20260131-120000"`.
  ///
  /// @param words the command and what follows it, one by one and not quoted
  public static String prod2vec(String... words) {
    String name = quote(System.getProperty(NAME, "prod2vec"));
    return Arrays.stream(words)
        .map(ShellCommand::quote)
        .collect(Collectors.joining(" ", name + " ", ""));
  }

  /// The word as a shell has to read it.
  public static String quote(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return PLAIN_IN_DOUBLE_QUOTES.matcher(word).matches()
        ? "\"" + word + "\""
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
