package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The first record of a csv file.
///
/// @param layout its delimiter is the one that the config or the file's first line names. Otherwise
///   it is a comma, semicolon, tab or bar: the one that gives most of the wanted columns. Of
///   equals, the one that is most frequent outside quotes; of equals again, the first; a comma if
///   there is none. Another character is the delimiter if only that gives all wanted columns
/// @param columns without blanks around them. A column without a name is called `column` and its
///   1-based position. A name that appears again (ignoring case) gets its position, `name_3`
/// @param repeated names that appear again, in lower case
record Header(CsvLayout layout, List<String> columns, Set<String> repeated) {
  static final String DELIMITERS = ",;\t|";

  /// Characters that other programs put between columns.
  static final String OTHER_DELIMITERS = "~^:\u0001\u0002#/*!\u00a6\u00a7\u00ac";

  /// What Excel writes and reads before the header: `sep=;`.
  private static final Pattern EXCEL_SEPARATOR = Pattern.compile("\"?sep=([^\"\r\n])\"?");

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  /// @param wanted columns that it should have
  /// @throws InputException if there is no header
  static Header read(Input file, Collection<String> wanted, Dialect dialect) {
    try (LineReader lines = new LineReader(file, dialect)) {
      @Nullable String line = firstLine(file, lines, dialect);
      Optional<Character> separator = separator(line);
      if (separator.isPresent()) {
        line = lines.next();
      }
      long begin = lines.number();
      if (line == null) {
        throw new InputException(
            "%s: the file has %s lines, none of them a row of columns"
                .formatted(file, lines.number()));
      }
      StringBuilder record = new StringBuilder(line);
      while (dialect.isOpen(record)) {
        line = lines.next();
        if (line == null) {
          throw new InputException(
              "%s:%s: a quote in the header is never closed".formatted(file, begin));
        }
        record.append('\n').append(line);
      }
      if (record.toString().isBlank()) {
        throw new InputException(
            "%s:%s: the line is blank; the names of the columns expected\nhint: %s leaves it out"
                .formatted(file, begin, dialect.example("skip-lines", String.valueOf(begin))));
      }
      try {
        return of(record.toString(), begin - 1, separator, wanted, dialect);
      } catch (IllegalArgumentException e) {
        throw new InputException("%s:%s: %s".formatted(file, begin, e.getMessage()), e);
      }
    }
  }

  /// The line where the header begins, or the one before it that names the separator. Blank lines
  /// before the header count as skipped if others are.
  private static String firstLine(Input file, LineReader lines, Dialect dialect) {
    @Nullable String line = lines.next();
    if (line == null) {
      throw new InputException(file + ": the file is empty; a header and rows expected");
    }
    boolean skipped = false;
    while (line != null
        && (dialect.isLeftOut(line, lines.number()) || (skipped && line.isBlank()))) {
      skipped = true;
      line = lines.next();
    }
    if (line == null) {
      throw new InputException(
          "%s: all %s lines are skipped, by %s.skip-lines (%s) or %3$s.comment; a header and rows expected"
              .formatted(file, lines.number(), dialect.key(), dialect.csv().skipLines()));
    }
    return line;
  }

  /// The separator that a line names for Excel; empty if it is no such line.
  static Optional<Character> separator(String line) {
    Matcher excel = EXCEL_SEPARATOR.matcher(line);
    return excel.matches() ? Optional.of(excel.group(1).charAt(0)) : Optional.empty();
  }

  /// The header of a file without any settings.
  static Header of(String record, Collection<String> wanted) {
    return of(record, 0, Optional.empty(), wanted, Dialect.USUAL);
  }

  private static Header of(
      String record,
      long before,
      Optional<Character> separator,
      Collection<String> wanted,
      Dialect dialect) {
    String set = dialect.csv().delimiter();
    char delimiter =
        set.isEmpty()
            ? separator.orElseGet(() -> delimiter(record, wanted, dialect))
            : set.charAt(0);
    List<String> fields = dialect.fields(record, String.valueOf(delimiter));
    if (!dialect.csv().header()) {
      return new Header(new CsvLayout(delimiter, before, false), numbered(fields.size()), Set.of());
    }
    List<String> columns = new ArrayList<>();
    Set<String> repeated = new HashSet<>();
    name(fields, columns, repeated);
    return new Header(new CsvLayout(delimiter, before, true), columns, repeated);
  }

  /// The columns of these names, whose rows have no header.
  static Header ofNames(List<String> fields) {
    List<String> columns = new ArrayList<>();
    Set<String> repeated = new HashSet<>();
    name(fields, columns, repeated);
    return new Header(new CsvLayout(',', 0, false), columns, repeated);
  }

  private static void name(List<String> fields, List<String> columns, Set<String> repeated) {
    Set<String> taken = new HashSet<>();
    for (String field : fields) {
      int position = columns.size() + 1;
      String name = field.strip().isEmpty() ? "column" + position : field.strip();
      if (!taken.add(name.toLowerCase(Locale.ROOT))) {
        repeated.add(name.toLowerCase(Locale.ROOT));
        name = name + "_" + position;
        taken.add(name.toLowerCase(Locale.ROOT));
      }
      columns.add(name);
    }
  }

  private static char delimiter(String record, Collection<String> wanted, Dialect dialect) {
    char best = DELIMITERS.charAt(0);
    long mostFound = -1;
    for (int i = 0; i < DELIMITERS.length(); i++) {
      char c = DELIMITERS.charAt(i);
      long found = found(record, c, wanted, dialect);
      if (found > mostFound
          || (found == mostFound
              && !dialect.hasOtherUse(c)
              && dialect.count(c, record) > dialect.count(best, record))) {
        best = c;
        mostFound = found;
      }
    }
    if (dialect.csv().header() && mostFound < wanted.size()) {
      for (int i = 0; i < OTHER_DELIMITERS.length(); i++) {
        char c = OTHER_DELIMITERS.charAt(i);
        if (found(record, c, wanted, dialect) == wanted.size()) {
          return c;
        }
      }
    }
    return best;
  }

  /// How many of the wanted columns a delimiter gives.
  static long found(String record, char delimiter, Collection<String> wanted, Dialect dialect) {
    if (dialect.hasOtherUse(delimiter)) {
      return 0;
    }
    try {
      List<String> fields =
          dialect.fields(record, String.valueOf(delimiter)).stream().map(String::strip).toList();
      return wanted.stream()
          .filter(name ->
              dialect.csv().header()
                  ? fields.stream().anyMatch(name::equalsIgnoreCase)
                  : IntStream.rangeClosed(1, fields.size())
                      .anyMatch(number -> withoutHeader(name).equals("column" + number)))
          .count();
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  /// The names of so many columns without a header.
  static List<String> numbered(int columns) {
    return IntStream.rangeClosed(1, columns).mapToObj(number -> "column" + number).toList();
  }

  /// The name of a column of a file without a header: `column3` for `3`.
  static String withoutHeader(String name) {
    return NUMBER.matcher(name.strip()).matches()
        ? "column" + name.strip()
        : name.toLowerCase(Locale.ROOT);
  }

  /// Whether it is how a column of a file without a header is called.
  static boolean isNumber(String name) {
    return NUMBER.matcher(name.strip()).matches();
  }
}
