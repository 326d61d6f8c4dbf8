package dev.prod2vec.quality;

import static dev.prod2vec.text.HumanNumbers.count;

import dev.prod2vec.prepared.Finding;
import java.util.Locale;

/// What a check found, held to its bound.
///
/// @param observed with unit
/// @param bound what is allowed, with unit
/// @param advice what to do where it did not pass; may be empty
record Measured(String observed, String bound, boolean passed, String advice, Examples examples) {
  /// Nothing of a kind is allowed.
  static Measured none(long found, String unit) {
    return new Measured(count(found) + " " + unit, "0", found == 0, "", Examples.NONE);
  }

  /// The same of what preparation found, with its examples.
  static Measured none(Finding finding, String unit) {
    return none(finding.count(), unit).with(Examples.of(finding));
  }

  /// So many are needed.
  static Measured atLeast(long needed, long found, String unit) {
    return new Measured(
        count(found) + " " + unit, count(needed) + " or more", found >= needed, "", Examples.NONE);
  }

  /// A share of all is allowed.
  ///
  /// @param allowed in [0, 1]
  static Measured share(double allowed, long found, long all, String unit) {
    String share = all == 0 || found == 0 ? "" : " (%s)".formatted(percent((double) found / all));
    return new Measured(
        "%s of %s %s%s".formatted(count(found), count(all), unit, share),
        allowed == 0 ? "0" : "at most " + percent(allowed),
        found <= allowed * all,
        "",
        Examples.NONE);
  }

  /// The same of what preparation found, with its examples.
  static Measured share(double allowed, Finding finding, long all, String unit) {
    return share(allowed, finding.count(), all, unit).with(Examples.of(finding));
  }

  /// The same with more said of what was found.
  Measured andObserved(String more) {
    return new Measured(observed + more, bound, passed, advice, examples);
  }

  /// The same with advice.
  Measured withAdvice(String newAdvice) {
    return new Measured(observed, bound, passed, newAdvice, examples);
  }

  /// The same with examples.
  Measured with(Examples newExamples) {
    return new Measured(observed, bound, passed, advice, newExamples);
  }

  private static String percent(double share) {
    return String.format(
        Locale.ROOT, share < 0.001 && share > 0 ? "%.3f%%" : "%.1f%%", 100 * share);
  }
}
