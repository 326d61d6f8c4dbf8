package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Sql;
import java.util.List;

/// What an id looks like, as columns of the distinct ids. DuckDB computes them, so that they mean
/// the same whatever engine counts them.
final class Traits {
  /// Ids that mean nothing or a sum, whatever the config's null values are.
  private static final List<String> NO_IDS =
      List.of(
          "na",
          "n/a",
          "n.a.",
          "#n/a",
          "<na>",
          "null",
          "(null)",
          "[null]",
          "<null>",
          "none",
          "(none)",
          "nan",
          "nat",
          "nil",
          "undefined",
          "missing",
          "unknown",
          "blank",
          "(blank)",
          "\\n",
          "-",
          "--",
          "?",
          "total",
          "totals",
          "grand total",
          "subtotal",
          "sub total",
          "sum",
          "summe",
          "gesamt",
          "gesamtergebnis",
          "#ref!",
          "#value!",
          "#div/0!",
          "#name?",
          "#num!",
          "#null!");

  /// Long numbers as spreadsheets round them: `2.69852E+10`, or with zeros from the 16th digit on.
  private static final String SCIENTIFIC =
      "(contains(used, '+') AND regexp_full_match(used, '[+-]?[0-9]([.,][0-9]+)?[eE][+][0-9]{1,3}'))";

  private static final String LONG = "(length(used) > 15 AND regexp_full_match(used, '[0-9]+'))";

  private Traits() {}

  /// The ids of a table with their traits: `id_of, written, used, id, rows, first_file, last_file,
  /// null_value, null_like, long_number, cut_number, scientific`.
  ///
  /// @param idOf what they are ids of
  /// @param spelling the text after `FROM`, with the columns up to `last_file`
  static String of(String idOf, String spelling, Ids ids) {
    return """
    SELECT %1$s AS id_of, written, used, id, rows, first_file, last_file,
      CASE WHEN used IS NULL AND %2$s THEN %3$s END AS null_value,
      length(used) < 20 AND lower(used) IN (%4$s) AS null_like,
      %5$s AS long_number, %5$s AND trim(substr(used, 16), '0') = '' AS cut_number,
      %6$s AS scientific
    FROM %7$s\
    """
        .formatted(
            Sql.text(idOf),
            ids.isNullSql("written"),
            Ids.strippedSql("written"),
            Ids.literals(NO_IDS),
            LONG,
            SCIENTIFIC,
            spelling);
  }

  /// The ids of a table that a fold changes, and what the folds make of them: `id_of, id` and a
  /// column per [Likeness].
  ///
  /// @param ids the text after `FROM`, with a column `id`
  static String folded(String idOf, String ids) {
    StringBuilder folds = new StringBuilder();
    for (Likeness likeness : Likeness.values()) {
      folds.append(", %s AS %s".formatted(likeness.fold("id"), likeness.column()));
    }
    return "SELECT %s AS id_of, id%s FROM %s WHERE regexp_matches(id, %s) AND %s <> id"
        .formatted(
            Sql.text(idOf), folds, ids, Sql.text(Likeness.FOLDABLE), Likeness.SEVERAL.fold("id"));
  }
}
