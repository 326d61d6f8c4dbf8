package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The first record of a csv file.
///
/// @param delimiter comma, semicolon, tab or bar: the one that gives most of the wanted columns. Of
///   equals, the one that is most frequent outside quotes; of equals again, the first; a comma if
///   there is none
/// @param columns without blanks around them. A column without a name is called `column` and its
///   1-based position. A name that appears again (ignoring case) gets its position, `name_3`
/// @param repeated names that appear again, in lower case
record Header(char delimiter, List<String> columns, Set<String> repeated) {
  static final String DELIMITERS = ",;\t|";

  private static final Pattern EXCEL_SEPARATOR = Pattern.compile("\"?sep=.{1,2}", Pattern.DOTALL);

  /// @param wanted columns columns that it should have
  /// @throws InputException if there is no header
  static Header read(Input file, Collection<String> wanted) {
    try (LineReader lines = new LineReader(file)) {
      @Nullable String line = lines.next();
      if (line == null) {
        throw new InputException(file + ": the file is empty; a header and rows expected");
      }
      if (EXCEL_SEPARATOR.matcher(line).matches()) {
        throw new InputException(
            "%s:1: the line is %s, which Excel writes for itself; the names of the columns expected\nhint: tail -n +2 FILE > orders.csv leaves the line out; or name <(tail -n +2 FILE) instead"
                .formatted(file, Excerpt.of(line)));
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
        return of(record.toString(), wanted);
      } catch (IllegalArgumentException e) {
        throw new InputException("%s:1: %s".formatted(file, e.getMessage()), e);
      }
    }
  }

  static Header of(String record, Collection<String> wanted) {
    char delimiter = delimiter(record, wanted);
    List<String> columns = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    Set<String> repeated = new HashSet<>();
    for (String field : Fields.of(record, String.valueOf(delimiter))) {
      int position = columns.size() + 1;
      String name = field.strip().isEmpty() ? "column" + position : field.strip();
      if (!taken.add(name.toLowerCase(Locale.ROOT))) {
        repeated.add(name.toLowerCase(Locale.ROOT));
        name = name + "_" + position;
        taken.add(name.toLowerCase(Locale.ROOT));
      }
      columns.add(name);
    }
    return new Header(delimiter, columns, repeated);
  }

  private static boolean isOpen(CharSequence record) {
    return record.chars().filter(c -> c == '"').count() % 2 == 1;
  }

  private static char delimiter(String record, Collection<String> wanted) {
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
    long mostFound = -1;
    for (int kind = 0; kind < counts.length; kind++) {
      long found = found(record, String.valueOf(DELIMITERS.charAt(kind)), wanted);
      if (found > mostFound || (found == mostFound && counts[kind] > counts[best])) {
        best = kind;
        mostFound = found;
      }
    }
    return DELIMITERS.charAt(best);
  }

  /// How many of the wanted columns a delimiter gives.
  static long found(String record, String delimiter, Collection<String> wanted) {
    try {
      List<String> fields = Fields.of(record, delimiter).stream().map(String::strip).toList();
      return wanted.stream()
          .filter(name -> fields.stream().anyMatch(name::equalsIgnoreCase))
          .count();
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }
}
