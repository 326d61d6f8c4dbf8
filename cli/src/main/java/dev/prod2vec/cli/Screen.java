package dev.prod2vec.cli;

import java.util.Map;
import java.util.function.IntSupplier;

/// The terminal in front of a person, as far as there is one.
///
/// @param out whether results go to it
/// @param err whether messages and progress go to it, and it can move its cursor
/// @param columns how wide it is now
record Screen(boolean out, boolean err, IntSupplier columns) {
  /// The width if no terminal says how wide it is.
  static final int USUAL_COLUMNS = 80;

  /// No terminal.
  static final Screen NONE = new Screen(false, false, () -> USUAL_COLUMNS);

  /// The screen that the launcher describes.
  ///
  /// @param terminals `out`, `err`, both or none of them, in any order
  /// @param size how many rows and columns the terminal has now, as `stty size` prints them; may be
  ///   empty
  static Screen of(String terminals, TerminalSize size, Map<String, String> environment) {
    boolean moves = !"dumb".equals(environment.get("TERM"));
    String wanted = environment.getOrDefault("COLUMNS", "");
    return new Screen(
        terminals.contains("out"),
        terminals.contains("err") && moves,
        () -> columns(size.columns(), wanted));
  }

  /// The smaller one of the terminal's width and the user's wish, which may be older than the
  /// terminal's present size.
  private static int columns(int terminal, String wanted) {
    int most = wanted.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(wanted) : Integer.MAX_VALUE;
    int columns = Math.min(terminal > 0 ? terminal : Integer.MAX_VALUE, most);
    return columns == Integer.MAX_VALUE ? USUAL_COLUMNS : columns;
  }
}
