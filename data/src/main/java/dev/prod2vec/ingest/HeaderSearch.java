package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks for the header of a csv file whose first line lacks a column.
final class HeaderSearch {
  private static final int LINES = 50;

  /// Characters that other programs put between columns.
  private static final String OTHER_DELIMITERS = "~^:\u0001\u0002#/*!\u00a6\u00a7\u00ac";

  private HeaderSearch() {}

  /// The end of a message: which line looks like the header, or that the delimiter is another one.
  /// Empty if neither is known.
  ///
  /// @param columns columns of the first line
  /// @param wanted the missing column
  static Optional<String> hint(Input file, List<String> columns, String wanted) {
    return columns.size() == 1
        ? delimiter(columns.getFirst(), wanted).or(() -> later(file, wanted))
        : later(file, wanted);
  }

  private static Optional<String> delimiter(String header, String wanted) {
    return OTHER_DELIMITERS
        .chars()
        .mapToObj(c -> String.valueOf((char) c))
        .filter(other -> Header.found(header, other, List.of(wanted)) > 0)
        .filter(header::contains)
        .findFirst()
        .map(HeaderSearch::otherDelimiter);
  }

  private static String otherDelimiter(String delimiter) {
    char c = delimiter.charAt(0);
    String translated =
        c < ' '
            ? "tr '\\%03o' '\\t'".formatted((int) c)
            : c < 0x80 ? "tr '%s' '\\t'".formatted(c) : "sed 's/%s/\\t/g'".formatted(c);
    return """
    ; the delimiter looks to be %s, which is not one of the four: comma, semicolon, tab, bar
    hint: %s < FILE > tabs.csv, if no field holds a tab\
    """
        .formatted(Excerpt.names(List.of(delimiter)), translated);
  }

  private static Optional<String> later(Input file, String wanted) {
    try (LineReader lines = new LineReader(file)) {
      @Nullable String line = lines.next();
      while (line != null && lines.number() <= LINES) {
        String record = line;
        if (lines.number() > 1
            && Header.DELIMITERS
                .chars()
                .anyMatch(
                    c -> Header.found(record, String.valueOf((char) c), List.of(wanted)) > 0)) {
          return Optional.of(
              """
              ; line %1$s looks like the header
              hint: %2$s > orders.csv leaves out what is above; or name <(%2$s) instead\
              """
                  .formatted(
                      lines.number(),
                      (Gzip.is(file) ? "gzip -dc FILE | tail -n +%s" : "tail -n +%s FILE")
                          .formatted(lines.number())));
        }
        line = lines.next();
      }
      return Optional.empty();
    } catch (InputException e) {
      // The fault of that line does not help here.
      return Optional.empty();
    }
  }
}
