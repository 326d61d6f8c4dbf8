package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Looks for the header of a csv file whose first line lacks a column.
final class HeaderSearch {
  private static final int LINES = 50;

  private static final Pattern VALUE = Pattern.compile("[-+]?[0-9][-0-9.,:/ ]*");

  private HeaderSearch() {}

  /// The end of a message: which line looks like the header, that the delimiter is another one, or
  /// that there is no header. Empty if none of these is known.
  ///
  /// @param columns columns of the first line
  /// @param wanted the missing column
  static Optional<String> hint(Input file, List<String> columns, String wanted, Dialect dialect) {
    if (!dialect.csv().header()) {
      return Optional.of(
          "\nhint: without a header, columns are called column1, column2 and so on, or 1, 2 and so"
              + " on");
    }
    if (Header.isNumber(wanted)) {
      return withoutHeader(dialect);
    }
    Optional<String> delimiter =
        columns.size() == 1 ? delimiter(columns.getFirst(), wanted, dialect) : Optional.empty();
    return delimiter
        .or(() -> later(file, wanted, dialect))
        .or(() ->
            columns.stream().anyMatch(column -> VALUE.matcher(column).matches())
                ? withoutHeader(dialect)
                : Optional.empty());
  }

  private static Optional<String> delimiter(String header, String wanted, Dialect dialect) {
    return (Header.DELIMITERS + Header.OTHER_DELIMITERS)
        .chars()
        .mapToObj(c -> (char) c)
        .filter(c -> header.indexOf(c) >= 0)
        .filter(c -> Header.found(header, c, List.of(wanted), dialect) > 0)
        .findFirst()
        .map(c ->
            "; the delimiter looks to be %s\nhint: %s"
                .formatted(
                    Excerpt.names(List.of(String.valueOf(c))),
                    dialect.example("delimiter", '"' + Excerpt.of(String.valueOf(c)) + '"')));
  }

  private static Optional<String> later(Input file, String wanted, Dialect dialect) {
    String set = dialect.csv().delimiter();
    String delimiters = set.isEmpty() ? Header.DELIMITERS : set;
    try (LineReader lines = new LineReader(file, dialect)) {
      @Nullable String line = lines.next();
      while (line != null && lines.number() <= LINES + dialect.csv().skipLines()) {
        String record = line;
        if ((lines.number() > 1 || dialect.csv().skipLines() > 0)
            && delimiters
                .chars()
                .anyMatch(c -> Header.found(record, (char) c, List.of(wanted), dialect) > 0)) {
          return Optional.of(
              "; line %s looks like the header\nhint: %s leaves out what is above"
                  .formatted(
                      lines.number(),
                      dialect.example("skip-lines", String.valueOf(lines.number() - 1))));
        }
        line = lines.next();
      }
      return Optional.empty();
    } catch (InputException e) {
      // The fault of that line does not help here.
      return Optional.empty();
    }
  }

  private static Optional<String> withoutHeader(Dialect dialect) {
    return Optional.of(
        "\nhint: if the file has no header, %s, and numbers such as 1 name the columns"
            .formatted(dialect.example("header", "false")));
  }
}
