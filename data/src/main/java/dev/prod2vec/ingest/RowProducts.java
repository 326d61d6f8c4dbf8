package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.file.InputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The products of a row that has several of them.
sealed interface RowProducts permits ProductList, OneHot {
  /// Expression in SQL: the list of the products' ids.
  String items();

  /// Expression in SQL: what is wrong with a row, as text; null if it is as expected. Empty text if
  /// nothing can be wrong.
  String wrong();

  /// What is wrong with a row, for people.
  ///
  /// @param wrong what [#wrong] gave
  String message(String wrong);

  /// The products in SQL, a row for each; one without a product for an empty list.
  default String unnested() {
    return "unnest(coalesce(nullif(%s, []::VARCHAR[]), [NULL::VARCHAR]))".formatted(items());
  }

  /// Makes sure that nothing is wrong with the rows that meet the filter.
  ///
  /// @throws InputException naming the first row with which something is
  default void require(TableFile file, Filter filter, Database database)
      throws InterruptedException {
    if (wrong().isEmpty()) {
      return;
    }
    try {
      if (database.rows(faulty("1", filter, file.relation())).isEmpty()) {
        return;
      }
      // Rows are counted only for the message, since counting keeps their order.
      database.execute("SET preserve_insertion_order = true");
      String counted =
          "(SELECT row_number() OVER () - 1 AS \"prod2vec row\", * FROM %s)"
              .formatted(file.relation());
      List<String> first =
          database.rows(faulty("\"prod2vec row\", " + wrong(), filter, counted)).getFirst();
      throw new InputException(
          "%s: %s"
              .formatted(where(file, Long.parseLong(first.getFirst())), message(first.getLast())));
    } catch (DatabaseException e) {
      throw e.text().startsWith("Conversion Error")
          ? filter.conversion(file, e, database)
          : file.fault(e);
    }
  }

  /// A query for one of the rows with which something is wrong.
  private String faulty(String select, Filter filter, String rows) {
    return """
    SELECT %s FROM %s WHERE coalesce((
    %s
      ), false) AND %s IS NOT NULL LIMIT 1\
    """
        .formatted(select, filter.relation(rows), filter.condition(), wrong());
  }

  /// @param row from 0
  private static String where(TableFile file, long row) {
    Map<Long, Long> lines =
        file.hasLines() ? CsvLines.find(file, _ -> false, Set.of(row), new HashMap<>()) : Map.of();
    return lines.containsKey(row)
        ? file.name() + ":" + lines.get(row)
        : file.name() + ": row " + (row + 1);
  }
}
