package dev.prod2vec.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The first record of a csv file.
///
/// @param delimiter comma, semicolon, tab or bar: whichever is there most often outside quotes, the
///   first of equals; a comma where there is none
/// @param columns without blanks around them; one without a name is `column` and its 1-based
///   position, and a name that is there again (case aside) carries its position, `name_3`
record Header(char delimiter, List<String> columns) {
  private static final String DELIMITERS = ",;\t|";

  /// @throws InputException if there is no header
  static Header read(Path file) {
    try (LineReader lines = new LineReader(file)) {
      @Nullable String line = lines.next();
      if (line == null) {
        throw new InputException(file + ": the file is empty; a header and rows expected");
      }
      StringBuilder record = new StringBuilder(line);
      while (isOpen(record)) {
        line = lines.next();
        if (line == null) {
          throw new InputException(file + ":1: a quote in the header is never closed");
        }
        record.append('\n').append(line);
      }
      if (record.toString().isBlank()) {
        throw new InputException(file + ":1: the line is blank; the names of the columns expected");
      }
      try {
        return of(record.toString());
      } catch (IllegalArgumentException e) {
        throw new InputException("%s:1: %s".formatted(file, e.getMessage()), e);
      }
    }
  }

  static Header of(String record) {
    char delimiter = delimiter(record);
    List<String> columns = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String field : Fields.of(record, String.valueOf(delimiter))) {
      int position = columns.size() + 1;
      String name = field.strip().isEmpty() ? "column" + position : field.strip();
      if (!taken.add(name.toLowerCase(Locale.ROOT))) {
        name = name + "_" + position;
        taken.add(name.toLowerCase(Locale.ROOT));
      }
      columns.add(name);
    }
    return new Header(delimiter, columns);
  }

  private static boolean isOpen(CharSequence record) {
    return record.chars().filter(c -> c == '"').count() % 2 == 1;
  }

  private static char delimiter(String record) {
    long[] counts = new long[DELIMITERS.length()];
    boolean quoted = false;
    for (int i = 0; i < record.length(); i++) {
      char c = record.charAt(i);
      quoted ^= c == '"';
      int kind = quoted ? -1 : DELIMITERS.indexOf(c);
      if (kind >= 0) {
        counts[kind]++;
      }
    }
    int best = 0;
    for (int kind = 1; kind < counts.length; kind++) {
      best = counts[kind] > counts[best] ? kind : best;
    }
    return DELIMITERS.charAt(best);
  }
}
