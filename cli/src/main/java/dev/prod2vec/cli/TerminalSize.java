package dev.prod2vec.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The width of the terminal: as the launcher found it, and read again after each change.
final class TerminalSize {
  private static final Pattern SIZE = Pattern.compile("\\s*[0-9]{1,6} ([0-9]{1,6})\\s*");

  private volatile int columns;

  /// @param size rows and columns as `stty size` prints them; anything else: not known
  TerminalSize(String size) {
    columns = columns(size);
  }

  /// 0 if it is not known.
  int columns() {
    return columns;
  }

  /// Asks the terminal. If it cannot be asked, the size stays.
  void changed() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      int now = columns(new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      columns = now > 0 ? now : columns;
    } catch (IOException _) {
      // There is no terminal any more, or no such program.
    }
  }

  private static int columns(String size) {
    Matcher found = SIZE.matcher(size);
    return found.matches() ? Integer.parseInt(found.group(1)) : 0;
  }
}
