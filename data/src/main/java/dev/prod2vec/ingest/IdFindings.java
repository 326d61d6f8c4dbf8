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
  private static final List<String> SWITCHES =
      List.of("0", "1", "0.0", "1.0", "true", "false", "t", "f", "yes", "no", "y", "n");

  /// Fewer long ids may end in zeros by chance.
  private static final int FEWEST_LONG = 10;

  private static final int FEWEST_ROWS = 10;

  private final Tables orders;
  private final IdCensus census;
  private final Database database;

  /// @param orders the tables of [OrderTables]
  IdFindings(Tables orders, IdCensus census, Database database) {
    this.orders = orders;
    this.census = census;
    this.database = database;
  }

  private static final String OF_ROWS = "id_of <> 'product table'";

  /// @param ownTable whether there is a product table besides the orders
  Map<FindingKind, Finding> all(LinesLook look, List<String> files, boolean ownTable)
      throws InterruptedException {
    Map<FindingKind, Finding> found = new EnumMap<>(FindingKind.class);
    Finding changed = changed();
    List<Finding> findings =
        List.of(
            nullValues(look.padding(), ownTable),
            changed,
            merged(changed),
            nullLike(),
            similar(),
            shortened(),
            severalFiles(files),
            lists(look),
            oneHot(look),
            HeaderLine.find(look.firstLines(), orders, census, database),
            look.leadingColumn());
    findings.forEach(finding -> found.put(finding.kind(), finding));
    return found;
  }

  private Finding nullValues(Map<String, Long> padding, boolean ownTable)
      throws InterruptedException {
    String rows =
        """
        SELECT id_of, null_value AS value, sum(rows) AS rows FROM spelling
        WHERE used IS NULL AND null_value IS NOT NULL AND %s
        GROUP BY id_of, null_value ORDER BY id_of, value\
        """
            .formatted(ownTable ? "true" : OF_ROWS);
    List<List<String>> values = new ArrayList<>();
    if ((ownTable ? census.missingAnywhere() : census.missing()) > 0) {
      values.addAll(orders.rows(rows));
    }
    padding.forEach((value, count) -> values.add(List.of("product id", value, count.toString())));
    values.sort(Comparator.comparingLong((List<String> row) -> -Long.parseLong(row.get(2))));
    return new Finding(
        FindingKind.NULL_VALUE,
        values.stream().mapToLong(row -> Long.parseLong(row.get(2))).sum(),
        List.of("id_of", "value", "rows"),
        values.stream().limit(Findings.EXAMPLES).toList());
  }

  private Finding changed() throws InterruptedException {
    String changes = "FROM spelling WHERE used <> written AND " + OF_ROWS;
    long rows = census.changed() == 0 ? 0 : orders.number("SELECT count(*) FROM changed_line");
    List<List<String>> examples =
        rows == 0
            ? List.of()
            : orders.rows(
                "SELECT id_of, written, used, rows %s ORDER BY rows DESC, id_of, written LIMIT %s"
                    .formatted(changes, Findings.EXAMPLES));
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
    List<List<String>> examples =
        orders.rows(
            """
            SELECT id_of, any_used, one, another, sum(more) OVER () AS total FROM (
              SELECT id_of, id, min(used) AS any_used, min(written) AS one, max(written) AS another,
                count(*) - 1 AS more
              FROM spelling WHERE id IS NOT NULL AND %s GROUP BY id_of, id HAVING count(*) > 1)
            ORDER BY more DESC, id_of, id LIMIT %s\
            """
                .formatted(OF_ROWS, Findings.EXAMPLES));
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
    return answerIf(
        census.nullLikeOrNegative() > 0,
        FindingKind.NULL_LIKE_ID,
        """
        SELECT id_of, used AS id, sum(rows) AS rows FROM spelling
        WHERE null_like AND %1$s GROUP BY id_of, used
        UNION ALL
        SELECT id_of, max(used), sum(rows) FROM spelling
        WHERE used LIKE '-%%' AND %1$s GROUP BY id_of
        HAVING max(used) = '-1' AND min(used) = '-1'\
        """
            .formatted(OF_ROWS),
        "rows DESC, id_of, id",
        "sum(rows)");
  }

  private Finding similar() throws InterruptedException {
    StringBuilder difference = new StringBuilder("CASE");
    StringBuilder folds = new StringBuilder();
    StringBuilder same = new StringBuilder();
    for (Likeness likeness : Likeness.values()) {
      difference.append(
          " WHEN count(DISTINCT %s) = 1 THEN %s"
              .formatted(likeness.column(), Sql.text(likeness.words())));
      folds.append(", ").append(likeness.column());
      same.append(", used_id.id");
    }
    Finding similar =
        answer(
            FindingKind.SIMILAR_ID,
            // Ids that a fold changes, and the ids that it turns them into, which no fold changes.
            """
            SELECT id_of, min(id) AS id, max(id) AS another, %s END AS differ_in, count(*) - 1 AS more
            FROM (
              SELECT id_of, id%s FROM folded
              UNION ALL
              SELECT used_id.id_of, used_id.id%s FROM used_id SEMI JOIN folded
              ON used_id.id_of = folded.id_of AND used_id.id = folded.several)
            GROUP BY id_of, several HAVING count(*) > 1\
            """
                .formatted(difference, folds, same),
            "id_of DESC, more DESC, id",
            "sum(more)");
    return new Finding(
        similar.kind(),
        similar.count(),
        similar.exampleColumns().subList(0, 4),
        similar.examples().stream().map(row -> row.subList(0, 4)).toList());
  }

  private Finding shortened() throws InterruptedException {
    List<String> kinds = new ArrayList<>();
    if (census.longNumbers() >= FEWEST_LONG) {
      orders
          .rows(
              """
              SELECT id_of FROM spelling WHERE long_number GROUP BY id_of
              HAVING count(*) >= %s AND count(*) FILTER (WHERE cut_number) >= 0.9 * count(*)\
              """
                  .formatted(FEWEST_LONG))
          .forEach(row -> kinds.add(row.getFirst()));
    }
    String cut =
        kinds.isEmpty() ? "false" : "(id_of IN (%s) AND cut_number)".formatted(Ids.literals(kinds));
    return answerIf(
        census.longNumbers() >= FEWEST_LONG || census.scientific() > 0,
        FindingKind.SHORTENED_ID,
        "SELECT id_of, used AS id, sum(rows) AS rows FROM spelling WHERE scientific OR %s GROUP BY id_of, used"
            .formatted(cut),
        "rows DESC, id_of, id",
        "sum(rows)");
  }

  private Finding severalFiles(List<String> files) throws InterruptedException {
    if (files.size() < 2) {
      return new Finding(FindingKind.ORDER_IN_SEVERAL_FILES, 0, List.of(), List.of());
    }
    Finding numbered =
        answer(
            FindingKind.ORDER_IN_SEVERAL_FILES,
            """
            SELECT id AS order_id, min(first_file) AS file, max(last_file) AS another,
              sum(rows) AS rows
            FROM spelling WHERE id_of = 'order id' AND id IS NOT NULL
            GROUP BY id HAVING min(first_file) <> max(last_file)\
            """,
            "rows DESC, order_id",
            "count(*)");
    return new Finding(
        numbered.kind(),
        numbered.count(),
        numbered.exampleColumns(),
        numbered.examples().stream().map(row -> withNames(row, files)).toList());
  }

  private static List<String> withNames(List<String> row, List<String> files) {
    return List.of(
        row.getFirst(),
        files.get(Integer.parseInt(row.get(1))),
        files.get(Integer.parseInt(row.get(2))),
        row.getLast());
  }

  /// Lists in brackets and, if nearly every order is a single row, lists with separators whose
  /// products recur in other lists.
  private Finding lists(LinesLook look) throws InterruptedException {
    if (!look.firstLines().isEmpty()) {
      return new Finding(FindingKind.LIST_IN_FIELD, 0, List.of(), List.of());
    }
    String lists = "regexp_full_match(used, '\\[.*[,''\"].*\\]|\\{.*[,''\"].*\\}')";
    long rows = database.number("SELECT sum(rows) FROM product_spelling WHERE id IS NOT NULL");
    if (rows >= FEWEST_ROWS
        && rows <= 1.1 * census.orders()
        && rows <= 1.1 * orders.number("SELECT count(*) FROM orders")) {
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
    return Findings.answer(
        FindingKind.LIST_IN_FIELD,
        "SELECT used AS product_id, rows FROM product_spelling WHERE id IS NOT NULL AND (%s)"
            .formatted(lists),
        "rows DESC, product_id",
        "sum(rows)",
        new DuckDbTables(database));
  }

  private Finding oneHot(LinesLook look) throws InterruptedException {
    // Products of a header, or ids in front of the lines, appear once.
    String often = "id IS NOT NULL AND rows > greatest(1, %s)".formatted(look.firstLines().size());
    boolean others =
        database.number(
                "SELECT count(*) FROM product_spelling WHERE %s AND lower(used) NOT IN (%s)"
                    .formatted(often, Ids.literals(SWITCHES)))
            > 0;
    return Findings.answer(
        FindingKind.ONE_HOT,
        "SELECT used AS product_id, rows FROM product_spelling WHERE %s AND rows >= %s AND %s"
            .formatted(often, FEWEST_ROWS, !others),
        "rows DESC, product_id",
        "sum(rows)",
        new DuckDbTables(database));
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
        : Findings.answer(
            FindingKind.UNLISTED_ALIKE, best, "product_id", "count(*)", new DuckDbTables(database));
  }

  /// @param possible whether there may be a case
  private Finding answerIf(
      boolean possible, FindingKind kind, String rows, String order, String count)
      throws InterruptedException {
    return possible ? answer(kind, rows, order, count) : Findings.none(kind, rows, orders);
  }

  private Finding answer(FindingKind kind, String rows, String order, String count)
      throws InterruptedException {
    return Findings.answer(kind, rows, order, count, orders);
  }
}
