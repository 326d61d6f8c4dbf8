package dev.prod2vec.ingest;

import java.util.Locale;

/// How two ids may differ and still mean the same.
enum Likeness {
  LETTER_CASE("lower(%s)"),
  LEADING_ZEROS("regexp_replace(%s, '^0+([0-9])', '\\1')"),
  POINT_ZERO("regexp_replace(%s, '^(-?[0-9]+)[.]0+$', '\\1')"),
  BLANKS_AND_DASHES(
      "translate(regexp_replace(%s, '[\\s\\p{Z}\\p{Cf}]+', '', 'g'), '_\u2010\u2011\u2012\u2013\u2014\u2212\u2019\u2018`', '-------''''''')"),
  SEVERAL(
      POINT_ZERO.fold.formatted(
          LEADING_ZEROS.fold.formatted(BLANKS_AND_DASHES.fold.formatted(LETTER_CASE.fold))));

  /// Matches every id that some fold changes, and few others; cheaper than the folds.
  static final String FOLDABLE = "^0[0-9]|[.]0|[^!-,./0-9:-@\\[-^a-z{-~]";

  private final String fold;

  Likeness(String fold) {
    this.fold = fold;
  }

  /// An SQL expression with the same value for ids that differ only in this.
  String fold(String id) {
    return fold.formatted(id);
  }

  /// The column with the fold of an id, in `folded`.
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// In words, after "differ in" and "would match but for".
  String words() {
    return switch (this) {
      case LETTER_CASE -> "case";
      case LEADING_ZEROS -> "leading zeros";
      case POINT_ZERO -> ".0 at the end";
      case BLANKS_AND_DASHES -> "blanks or dashes";
      case SEVERAL -> "several of case, leading zeros, .0, blanks, dashes";
    };
  }
}
