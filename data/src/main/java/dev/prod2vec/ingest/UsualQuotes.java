package dev.prod2vec.ingest;

/// Writes records of another dialect with double quotes around fields, where they are needed, and
/// quotes inside quoted fields written twice. Delimiters and line ends stay where they are, so that
/// a line keeps its number.
///
/// After an escape, a quote and another escape are part of the field, and outside quotes a
/// delimiter and a line end too. Before any other character the escape itself is: `\N` stays.
final class UsualQuotes {
  private enum State {
    /// At the beginning of a field, maybe after blanks.
    BEGIN,
    PLAIN,
    QUOTED,
    /// After the quote that closes a field.
    CLOSED
  }

  /// No character, for what the dialect does not have.
  private static final int NONE = -1;

  private final String separator;
  private final int quote;
  private final int escape;

  /// The field that is read, without its quotes.
  private final StringBuilder field = new StringBuilder();

  /// Blanks before a quote, which are left out.
  private final StringBuilder blanks = new StringBuilder();

  private State state = State.BEGIN;
  private boolean wasQuoted;
  private boolean continues;

  UsualQuotes(Dialect dialect, String separator) {
    this.separator = separator;
    this.quote = dialect.quote().orElse(NONE);
    this.escape = dialect.escape().orElse(NONE);
  }

  /// Whether the record that was added to last continues on the next line.
  boolean isOpen() {
    return continues;
  }

  /// Characters of the field that is open.
  int length() {
    return field.length();
  }

  /// Whether a line is a whole record and stays as it is.
  boolean isUsual(String line) {
    return !continues
        && line.indexOf('"') < 0
        && line.indexOf('\r') < 0
        && (quote == NONE || line.indexOf(quote) < 0)
        && (escape == NONE || line.indexOf(escape) < 0);
  }

  /// Adds a line, or the next line of an open record, and writes the fields that it completes.
  ///
  /// @throws IllegalArgumentException if a quote is not closed before a separator
  void add(String line, StringBuilder out) {
    if (continues) {
      field.append('\n');
      continues = false;
    }
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == escape) {
        at = escaped(line, at);
      } else if (state == State.QUOTED) {
        if (c != quote) {
          field.append(c);
        } else if (at + 1 < line.length() && line.charAt(at + 1) == quote) {
          field.append(c);
          at++;
        } else {
          state = State.CLOSED;
        }
        at++;
      } else if (line.startsWith(separator, at)) {
        finish(out);
        out.append(separator);
        at += separator.length();
      } else {
        unquoted(c);
        at++;
      }
    }
    continues |= state == State.QUOTED;
  }

  private void unquoted(char c) {
    boolean blank = c == ' ' || c == '\t';
    switch (state) {
      case BEGIN -> {
        if (c == quote) {
          state = State.QUOTED;
          wasQuoted = true;
          blanks.setLength(0);
        } else if (blank) {
          blanks.append(c);
        } else {
          plain(c);
        }
      }
      case PLAIN -> field.append(c);
      case CLOSED -> {
        if (!blank) {
          throw unclosed();
        }
      }
      case QUOTED -> throw new AssertionError("is no unquoted field");
    }
  }

  private void plain(char c) {
    field.append(blanks).append(c);
    blanks.setLength(0);
    state = State.PLAIN;
  }

  /// @return the position after what was escaped
  private int escaped(String line, int at) {
    if (state == State.CLOSED) {
      throw unclosed();
    } else if (state == State.BEGIN) {
      field.append(blanks);
      blanks.setLength(0);
      state = State.PLAIN;
    }
    boolean atEnd = at + 1 == line.length();
    if (!atEnd && (line.charAt(at + 1) == quote || line.charAt(at + 1) == escape)) {
      field.append(line.charAt(at + 1));
      return at + 2;
    } else if (state != State.QUOTED && atEnd) {
      continues = true;
      return at + 1;
    } else if (state != State.QUOTED && line.startsWith(separator, at + 1)) {
      field.append(separator);
      return at + 1 + separator.length();
    }
    field.append((char) escape);
    return at + 1;
  }

  /// Ends the record.
  ///
  /// @throws IllegalArgumentException if a quote is not closed
  void end(StringBuilder out) {
    if (state == State.QUOTED) {
      throw unclosed();
    } else if (continues) {
      field.append((char) escape);
    }
    finish(out);
  }

  private void finish(StringBuilder out) {
    field.append(blanks);
    if (wasQuoted || needsQuotes()) {
      out.append('"');
      for (int i = 0; i < field.length(); i++) {
        char c = field.charAt(i);
        out.append(c == '"' ? "\"\"" : c);
      }
      out.append('"');
    } else {
      out.append(field);
    }
    field.setLength(0);
    blanks.setLength(0);
    wasQuoted = false;
    continues = false;
    state = State.BEGIN;
  }

  private boolean needsQuotes() {
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return field.indexOf(separator) >= 0;
  }

  private static IllegalArgumentException unclosed() {
    return new IllegalArgumentException("a quote that is not closed at the end of its field");
  }
}
