package dev.prod2vec.ingest;

import java.util.List;
import java.util.OptionalInt;

/// How the csv files, or the lines of baskets, of one section of the config are written.
///
/// @param key of the keys, for messages: `orders.csv`
/// @param sheet of a workbook; empty: the first one
record Dialect(String key, CsvConfig csv, String sheet) {
  Dialect(String key, CsvConfig csv) {
    this(key, csv, "");
  }

  static Dialect of(OrdersConfig config) {
    return new Dialect("orders.csv", config.csv(), config.sheet());
  }

  static Dialect of(ProductsConfig config) {
    return new Dialect("products.csv", config.csv(), config.sheet());
  }

  /// A dialect that has no keys: files as this program writes them.
  static final Dialect USUAL = new Dialect("csv", CsvConfig.DEFAULT);

  /// The same for files written in another way.
  Dialect with(CsvConfig newCsv) {
    return new Dialect(key, newCsv, sheet);
  }

  /// The same for files that are joined, of which the first sheet is read.
  Dialect ofJoined() {
    return new Dialect(key, csv);
  }

  /// The key that names the sheet.
  String sheetKey() {
    return key.replaceFirst("csv$", "sheet");
  }

  /// Whether quotes are doubled inside quotes, and no line is left out among others.
  boolean hasUsualQuotes() {
    return csv.quote().equals(CsvConfig.DEFAULT.quote())
        && (csv.escape().isEmpty() || csv.escape().equals(csv.quote()))
        && csv.comment().isEmpty();
  }

  boolean isComment(String line) {
    return !csv.comment().isEmpty() && line.startsWith(csv.comment());
  }

  /// Whether a line, where no record is open, is none of the rows.
  ///
  /// @param number 1-based
  boolean isLeftOut(String line, long number) {
    return number <= csv.skipLines() || isComment(line);
  }

  /// Whether the record continues on the next line.
  boolean isOpen(CharSequence record) {
    boolean quoted = false;
    for (int i = 0; i < record.length(); i++) {
      char c = record.charAt(i);
      if (isEscape(c)) {
        i++;
        if (i == record.length()) {
          return true;
        }
      } else {
        quoted ^= isQuote(c);
      }
    }
    return quoted;
  }

  /// How often a character appears outside quotes.
  long count(char delimiter, CharSequence record) {
    boolean quoted = false;
    long count = 0;
    for (int i = 0; i < record.length(); i++) {
      char c = record.charAt(i);
      if (isEscape(c)) {
        i++;
      } else if (isQuote(c)) {
        quoted = !quoted;
      } else if (!quoted && c == delimiter) {
        count++;
      }
    }
    return count;
  }

  /// The fields of a record.
  ///
  /// @throws IllegalArgumentException if a quote is not closed before a separator or the end
  List<String> fields(String record, String separator) {
    if (hasUsualQuotes()) {
      return Fields.of(record, separator);
    }
    UsualQuotes quotes = new UsualQuotes(this, separator);
    if (quotes.isUsual(record)) {
      return Fields.of(record, separator);
    }
    StringBuilder usual = new StringBuilder(record.length() + 16);
    quotes.add(record, usual);
    quotes.end(usual);
    return Fields.of(usual.toString(), separator);
  }

  /// Whether a character cannot be the delimiter.
  boolean hasOtherUse(char c) {
    return isQuote(c) || isEscape(c) || csv.comment().equals(String.valueOf(c));
  }

  /// The quote, if there is one.
  OptionalInt quote() {
    return csv.quote().length() == 1 ? OptionalInt.of(csv.quote().charAt(0)) : OptionalInt.empty();
  }

  /// The escape, if it is another character than the quote. A quote that is its own escape is
  /// written twice, in quoted fields alone.
  OptionalInt escape() {
    return csv.escape().isEmpty() || csv.escape().equals(csv.quote())
        ? OptionalInt.empty()
        : OptionalInt.of(csv.escape().charAt(0));
  }

  boolean isQuote(char c) {
    return quote().orElse(-1) == c;
  }

  boolean isEscape(char c) {
    return escape().orElse(-1) == c;
  }

  /// A value of one of the keys, as a message shows it.
  String example(String name, String value) {
    return "%s.%s: %s".formatted(key, name, value);
  }
}
