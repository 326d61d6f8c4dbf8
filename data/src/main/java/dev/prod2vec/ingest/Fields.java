package dev.prod2vec.ingest;

import java.util.ArrayList;
import java.util.List;

/// Splits a line of text into fields.
final class Fields {
  private Fields() {}

  /// The fields of a record. A field that begins with a quote ends with one and may hold separators
  /// and, doubled, quotes. Blanks around such quotes are left out, as DuckDB does.
  ///
  /// @throws IllegalArgumentException if a quote is not closed before a separator or the end
  static List<String> of(String record, String separator) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      int begin = afterBlanks(record, at, separator);
      if (begin < record.length() && record.charAt(begin) == '"') {
        at = begin;
        StringBuilder field = new StringBuilder();
        int quote = record.indexOf('"', at + 1);
        while (quote >= 0 && record.startsWith("\"\"", quote)) {
          field.append(record, at + 1, quote + 1);
          at = quote + 1;
          quote = record.indexOf('"', at + 1);
        }
        int end = quote < 0 ? -1 : afterBlanks(record, quote + 1, separator);
        if (end < 0 || !(end == record.length() || record.startsWith(separator, end))) {
          throw new IllegalArgumentException("a quote that is not closed at the end of its field");
        }
        fields.add(field.append(record, at + 1, quote).toString());
        at = end;
      } else {
        int end = record.indexOf(separator, at);
        fields.add(record.substring(at, end < 0 ? record.length() : end));
        at = end < 0 ? record.length() : end;
      }
      if (at == record.length()) {
        return fields;
      }
      at += separator.length();
    }
  }

  private static int afterBlanks(String record, int from, String separator) {
    int at = from;
    while (at < record.length()
        && (record.charAt(at) == ' ' || record.charAt(at) == '\t')
        && !record.startsWith(separator, at)) {
      at++;
    }
    return at;
  }
}
