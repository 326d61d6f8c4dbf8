package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Counts the anomalies of ids: which were changed, merged or left out, and which look like no id
/// or like another one. It queries the distinct ids, and the rows only if there is something to
/// count.
final class IdFindings {
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

  private static final List<String> SWITCHES =
      List.of("0", "1", "0.0", "1.0", "true", "false", "t", "f", "yes", "no", "y", "n");

  /// Long numbers as spreadsheets round them: `2.69852E+10`, or with zeros from the 16th digit on.
  private static final String SCIENTIFIC =
      "(contains(used, '+') AND regexp_full_match(used, '[+-]?[0-9]([.,][0-9]+)?[eE][+][0-9]{1,3}'))";

  private static final String LONG = "(length(used) > 15 AND regexp_full_match(used, '[0-9]+'))";
  private static final String CUT = "(%s AND trim(substr(used, 16), '0') = '')".formatted(LONG);

  /// Fewer long ids may end in zeros by chance.
  private static final int FEWEST_LONG = 10;

  private static final int FEWEST_ROWS = 10;

  private final Ids ids;
  private final Database database;

  IdFindings(Ids ids, Database database) {
    this.ids = ids;
    this.database = database;
  }

  /// The ids of rows, and of the product table if `listing` is true: `id_of, written, used, id,
  /// rows`.
  private static String spellings(String listing) {
    return """
    SELECT 'order id' AS id_of, written, used, id, rows FROM order_spelling
    UNION ALL SELECT 'product id', written, used, id, rows FROM product_spelling
    UNION ALL SELECT 'product table', written, product_id, product_id, copies FROM listing WHERE %s\
    """
        .formatted(listing);
  }

  /// @param ownTable whether there is a product table besides the orders
  Map<FindingKind, Finding> all(OrderLines lines, List<String> files, boolean ownTable)
      throws InterruptedException {
    Map<FindingKind, Finding> found = new EnumMap<>(FindingKind.class);
    Finding changed = changed();
    List<Finding> findings =
        List.of(
            nullValues(lines.look().padding(), ownTable),
            changed,
            merged(changed),
            nullLike(),
            similar(),
            shortened(),
            severalFiles(files),
            lists(lines),
            oneHot(lines),
            HeaderLine.find(lines.look().firstLines(), database),
            lines.look().leadingColumn());
    findings.forEach(finding -> found.put(finding.kind(), finding));
    return found;
  }

  private Finding nullValues(Map<String, Long> padding, boolean ownTable)
      throws InterruptedException {
    String rows =
        "SELECT id_of, %s AS value, sum(rows) AS rows FROM (%s) WHERE used IS NULL AND %s GROUP BY ALL"
            .formatted(
                Ids.strippedSql("written"),
                spellings(String.valueOf(ownTable)),
                ids.isNullSql("written"));
    List<List<String>> values = new ArrayList<>(database.rows(rows + " ORDER BY id_of, value"));
    padding.forEach((value, count) -> values.add(List.of("product id", value, count.toString())));
    values.sort(Comparator.comparingLong((List<String> row) -> -Long.parseLong(row.get(2))));
    return new Finding(
        FindingKind.NULL_VALUE,
        values.stream().mapToLong(row -> Long.parseLong(row.get(2))).sum(),
        List.of("id_of", "value", "rows"),
        values.stream().limit(Findings.EXAMPLES).toList());
  }

  private Finding changed() throws InterruptedException {
    long changes =
        database.number(
            "SELECT count(*) FROM (%s) WHERE used <> written".formatted(spellings("false")));
    long rows =
        changes == 0
            ? 0
            : database.number(
                "SELECT count(*) FROM %s WHERE kept AND (o.used <> o.written OR p.used <> p.written)"
                    .formatted(Spellings.ROWS));
    List<List<String>> examples =
        rows == 0
            ? List.of()
            : database.rows(
                """
                SELECT id_of, written, used, rows FROM (%s) WHERE used <> written
                ORDER BY rows DESC, id_of, written LIMIT %s\
                """
                    .formatted(spellings("false"), Findings.EXAMPLES));
    return Findings.visible(
        new Finding(
            FindingKind.CHANGED_ID, rows, List.of("id_of", "written", "used_as", "rows"), examples),
        1);
  }

  /// Only an id that was changed can have become the same as another one.
  private Finding merged(Finding changed) throws InterruptedException {
    if (changed.count() == 0) {
      return new Finding(FindingKind.MERGED_ID, 0, List.of(), List.of());
    }
    String groups =
        """
        SELECT id_of, any_value(used) AS id, min(written) AS one, max(written) AS another,
          count(*) - 1 AS more
        FROM (%s) WHERE id IS NOT NULL GROUP BY id_of, id HAVING count(*) > 1\
        """
            .formatted(spellings("false"));
    List<List<String>> examples =
        database.rows(
            "SELECT id_of, id, one, another, sum(more) OVER () FROM (%s) ORDER BY more DESC, id_of, id LIMIT %s"
                .formatted(groups, Findings.EXAMPLES));
    return Findings.visible(
        new Finding(
            FindingKind.MERGED_ID,
            examples.isEmpty() ? 0 : Long.parseLong(examples.getFirst().get(4)),
            List.of("id_of", "id", "written", "also_written"),
            examples.stream().map(row -> row.subList(0, 4)).toList()),
        2,
        3);
  }

  private Finding nullLike() throws InterruptedException {
    return answer(
        FindingKind.NULL_LIKE_ID,
        """
        SELECT id_of, used AS id, sum(rows) AS rows FROM (%1$s)
        WHERE length(used) < 20 AND lower(used) IN (%2$s) GROUP BY ALL
        UNION ALL
        SELECT id_of, max(used) FILTER (WHERE used = '-1'), sum(rows) FILTER (WHERE used = '-1')
        FROM (%1$s) WHERE used LIKE '-%%' GROUP BY id_of
        HAVING max(used) = '-1' AND min(used) = '-1'\
        """
            .formatted(spellings("false"), Ids.literals(NO_IDS)),
        "rows DESC, id_of, id",
        "sum(rows)");
  }

  private Finding similar() throws InterruptedException {
    String alike =
        alike("order id", "orders", "order_id")
            + " UNION ALL "
            + alike("product id", "product", "product_id");
    StringBuilder difference = new StringBuilder("CASE");
    for (Likeness likeness : Likeness.values()) {
      difference.append(
          " WHEN count(DISTINCT %s) = 1 THEN %s"
              .formatted(likeness.fold("id"), Sql.text(likeness.words())));
    }
    Finding similar =
        answer(
            FindingKind.SIMILAR_ID,
            """
            SELECT id_of, min(id) AS id, max(id) AS another, %s END AS differ_in, count(*) - 1 AS more
            FROM (%s) GROUP BY id_of, f HAVING count(*) > 1\
            """
                .formatted(difference, alike),
            "id_of DESC, more DESC, id",
            "sum(more)");
    return new Finding(
        similar.kind(),
        similar.count(),
        similar.exampleColumns().subList(0, 4),
        similar.examples().stream().map(row -> row.subList(0, 4)).toList());
  }

  /// Ids that a fold changes, and the ids that it turns them into.
  private static String alike(String idOf, String table, String id) {
    return """
    SELECT %3$s AS id_of, f, id FROM (
      WITH changed AS (
        SELECT %2$s AS id, %5$s AS f FROM %1$s WHERE regexp_matches(%2$s, %4$s) AND %5$s <> %2$s)
      FROM changed
      UNION ALL SELECT %2$s, %2$s FROM %1$s WHERE %2$s IN (SELECT f FROM changed))\
    """
        .formatted(
            table, id, Sql.text(idOf), Sql.text(Likeness.FOLDABLE), Likeness.SEVERAL.fold(id));
  }

  private Finding shortened() throws InterruptedException {
    List<String> kinds = new ArrayList<>();
    for (List<String> row :
        database.rows(
            """
            SELECT id_of FROM (%s) WHERE %s GROUP BY id_of
            HAVING count(*) >= %s AND count(*) FILTER (WHERE %s) >= 0.9 * count(*)\
            """
                .formatted(spellings("true"), LONG, FEWEST_LONG, CUT))) {
      kinds.add(row.getFirst());
    }
    String cut =
        kinds.isEmpty() ? "false" : "(id_of IN (%s) AND %s)".formatted(Ids.literals(kinds), CUT);
    return answer(
        FindingKind.SHORTENED_ID,
        "SELECT id_of, used AS id, sum(rows) AS rows FROM (%s) WHERE %s OR %s GROUP BY ALL"
            .formatted(spellings("true"), SCIENTIFIC, cut),
        "rows DESC, id_of, id",
        "sum(rows)");
  }

  private Finding severalFiles(List<String> files) throws InterruptedException {
    if (files.size() < 2) {
      return new Finding(FindingKind.ORDER_IN_SEVERAL_FILES, 0, List.of(), List.of());
    }
    return answer(
        FindingKind.ORDER_IN_SEVERAL_FILES,
        """
        SELECT id AS order_id, [%1$s][min(first_file) + 1] AS file, [%1$s][max(last_file) + 1] AS another,
          sum(rows) AS rows
        FROM order_spelling WHERE id IS NOT NULL
        GROUP BY id HAVING min(first_file) <> max(last_file)\
        """
            .formatted(Ids.literals(files)),
        "rows DESC, order_id",
        "count(*)");
  }

  /// Lists in brackets and, if nearly every order is a single row, lists with separators whose
  /// products recur in other lists.
  private Finding lists(OrderLines lines) throws InterruptedException {
    if (!lines.look().firstLines().isEmpty()) {
      return new Finding(FindingKind.LIST_IN_FIELD, 0, List.of(), List.of());
    }
    String lists = "regexp_full_match(used, '\\[.*[,''\"].*\\]|\\{.*[,''\"].*\\}')";
    long rows = database.number("SELECT sum(rows) FROM product_spelling WHERE id IS NOT NULL");
    if (rows >= FEWEST_ROWS && rows <= 1.1 * database.number("SELECT count(*) FROM orders")) {
      for (String separator : List.of(",", ";", "|")) {
        String listed = "contains(used, %s)".formatted(Sql.text(separator));
        String parts =
            "SELECT id, trim(unnest(string_split(used, %s))) AS part FROM product_spelling WHERE %s"
                .formatted(Sql.text(separator), listed);
        boolean recur =
            database.number("SELECT sum(rows) FROM product_spelling WHERE " + listed) * 2 >= rows
                && database.number(
                        """
                        SELECT coalesce(sum(n) FILTER (WHERE n > 1) * 2 >= sum(n), false)::INTEGER
                        FROM (SELECT count(DISTINCT id) AS n FROM (%s) GROUP BY part)\
                        """
                            .formatted(parts))
                    == 1;
        if (recur) {
          lists += " OR " + listed;
        }
      }
    }
    return answer(
        FindingKind.LIST_IN_FIELD,
        "SELECT used AS product_id, rows FROM product_spelling WHERE id IS NOT NULL AND (%s)"
            .formatted(lists),
        "rows DESC, product_id",
        "sum(rows)");
  }

  private Finding oneHot(OrderLines lines) throws InterruptedException {
    // Products of a header, or ids in front of the lines, appear once.
    String often =
        "id IS NOT NULL AND rows > greatest(1, %s)".formatted(lines.look().firstLines().size());
    boolean others =
        database.number(
                "SELECT count(*) FROM product_spelling WHERE %s AND lower(used) NOT IN (%s)"
                    .formatted(often, Ids.literals(SWITCHES)))
            > 0;
    return answer(
        FindingKind.ONE_HOT,
        "SELECT used AS product_id, rows FROM product_spelling WHERE %s AND rows >= %s AND %s"
            .formatted(often, FEWEST_ROWS, !others),
        "rows DESC, product_id",
        "sum(rows)");
  }

  /// Products that the product table writes in another way; a count of 0 if there are none.
  Finding unlistedAlike() throws InterruptedException {
    String best = "";
    long most = 0;
    for (Likeness likeness : Likeness.values()) {
      String pairs =
          """
          SELECT u.product_id AS product_id, min(l.product_id) AS listed_as, %s AS differ_in
          FROM (FROM product ANTI JOIN listed USING (product_id)) AS u
          JOIN listed AS l ON %s = %s GROUP BY u.product_id\
          """
              .formatted(
                  Sql.text(likeness.words()),
                  likeness.fold("u.product_id"),
                  likeness.fold("l.product_id"));
      long found = database.number("SELECT count(*) FROM (%s)".formatted(pairs));
      if (found > most) {
        best = pairs;
        most = found;
      }
    }
    return most == 0
        ? new Finding(FindingKind.UNLISTED_ALIKE, 0, List.of(), List.of())
        : answer(FindingKind.UNLISTED_ALIKE, best, "product_id", "count(*)");
  }

  private Finding answer(FindingKind kind, String rows, String order, String count)
      throws InterruptedException {
    return Findings.answer(kind, rows, order, count, database);
  }
}
