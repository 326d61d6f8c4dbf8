package dev.prod2vec.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/// Numbers as people read them.
final class Words {
  private Words() {}

  /// `131,209`.
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `131,209 orders`, `1 order`.
  static String count(long number, String singular) {
    return count(number) + " " + singular + (number == 1 ? "" : "s");
  }

  /// Lines of prose, each wrapped at words.
  ///
  /// @param hang by how many columns all but the first line of each are indented
  static String paragraphs(String text, int hang, int columns) {
    return text.lines()
        .map(line -> Layout.paragraph(line, hang, columns))
        .collect(Collectors.joining("\n"));
  }

  /// `3.2 s`, `1:05 min`.
  static String time(Duration duration) {
    double seconds = duration.toMillis() / 1e3;
    return seconds < 59.95
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : clock(duration) + " min";
  }

  /// `1:05`, minutes and seconds; `1:00:05` from an hour on.
  static String clock(Duration duration) {
    long seconds = Math.round(duration.toMillis() / 1e3);
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /// `21.3 M` for millions, `512 k` for thousands.
  static String rate(double number) {
    if (number >= 1e6) {
      return String.format(Locale.ROOT, "%.1f M", number / 1e6);
    }
    return number >= 1e3
        ? String.format(Locale.ROOT, "%.0f k", number / 1e3)
        : String.format(Locale.ROOT, "%.0f", number);
  }

  /// `0.125`.
  static String share(double share) {
    return decimal(share, 3);
  }

  /// `12.5%`.
  static String percent(double share) {
    return decimal(100 * share, 1) + "%";
  }

  /// `1.73`, with so many digits behind the point.
  static String decimal(double number, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", number);
  }
}
