package dev.prod2vec.text;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Numbers as people read them; the same on every machine.
public final class HumanNumbers {
  /// Stands in place of a number that does not exist.
  public static final String NONE = "–";

  private static final List<String> WORDS =
      List.of(
          "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

  private HumanNumbers() {}

  /// With thousands separators: `1,384,617`.
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /// The count and its noun, whose plural ends in `s`: `1 order`, `2,000 orders`.
  public static String count(long count, String singular) {
    return count(count, singular, singular + "s");
  }

  /// The count and its noun: `1 entry`, `2,000 entries`.
  public static String count(long count, String singular, String plural) {
    return count(count) + " " + (count == 1 ? singular : plural);
  }

  /// A share with one decimal: 0.1234 is `12.3%`.
  public static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f%%", 100 * share) : NONE;
  }

  /// About the same share in words, `two of five`, with the smallest number that comes near; empty
  /// for none, nearly all and nearly none.
  public static Optional<String> share(double share) {
    for (int all = 2; all < WORDS.size(); all++) {
      int part = (int) Math.round(share * all);
      if (part > 0 && part < all && Math.abs(part - share * all) <= 0.08 * share * all) {
        return Optional.of(WORDS.get(part) + " of " + WORDS.get(all));
      }
    }
    return share >= 0.001 && share < 0.1
        ? Optional.of("one of " + count(Math.round(1 / share)))
        : Optional.empty();
  }

  /// With so many digits after the point: `0.125`, `1,204.5`.
  public static String decimal(double value, int digits) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + digits + "f", value) : NONE;
  }

  /// `21.3 M` for millions, `512 k` for thousands.
  public static String rate(double number) {
    if (number >= 1e6) {
      return String.format(Locale.ROOT, "%.1f M", number / 1e6);
    }
    return number >= 1e3
        ? String.format(Locale.ROOT, "%.0f k", number / 1e3)
        : String.format(Locale.ROOT, "%.0f", number);
  }

  /// A file size: `812 bytes`, `24.7 MB` (a million bytes), `3.1 GB`.
  public static String bytes(long bytes) {
    if (bytes < 1_000) {
      return count(bytes, "byte");
    }
    if (bytes < 1_000_000) {
      return decimal(bytes / 1e3, 1) + " kB";
    }
    return bytes < 1_000_000_000
        ? decimal(bytes / 1e6, 1) + " MB"
        : decimal(bytes / 1e9, 1) + " GB";
  }

  /// A duration in prose: `0.8 s`, `42 s`, `3 min 20 s`.
  public static String duration(double seconds) {
    if (seconds < 10) {
      return decimal(seconds, 1) + " s";
    }
    long whole = Math.round(seconds);
    return whole < 120 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
  }

  /// A duration in a table: `3.2 s`, `1:05 min`.
  public static String time(Duration duration) {
    double seconds = duration.toMillis() / 1e3;
    return seconds < 59.95
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : clock(duration) + " min";
  }

  /// Minutes and seconds, `1:05`; with hours where there are any, `1:00:05`.
  public static String clock(Duration duration) {
    long seconds = Math.round(duration.toMillis() / 1e3);
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
