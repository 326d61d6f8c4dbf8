package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.IngestReport.FileFormat;
import dev.prod2vec.setting.WrongUseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The products of a row whose column holds several of them.
///
/// @param column as the file writes it
/// @param items expression in SQL: the list of the products' ids
/// @param fits condition in SQL for values that are such lists
/// @param expected what such a list looks like, for messages
record ProductList(String column, String items, String fits, String expected) {
  static final String KEY = "orders.product-list";
  static final String NONE = "none";
  static final String BRACKETS = "brackets";
  static final String BRACES = "braces";

  private static final String ESCAPE = "\\\\(?:['\"\\\\/bfnrt]|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})";
  private static final String BRACKETS_ITEM =
      "'(?:[^'\\\\]|%1$s)*'|\"(?:[^\"\\\\]|%1$s)*\"|[^\\s,'\"\\[\\](){}][^,'\"\\[\\](){}]*"
          .formatted(ESCAPE);
  private static final String BRACES_ITEM =
      "\"(?:[^\"\\\\]|\\\\.)*\"|(?:[^\\s,\"{}\\\\]|\\\\.)(?:[^,\"{}\\\\]|\\\\.)*";

  /// The list that the config or the file itself says is in a column.
  ///
  /// @throws WrongUseException if the config says so of a column that is a list already
  static ProductList of(OrdersConfig config, TableFile file, String column) {
    boolean typed = file.isList(column);
    String form = config.productList();
    String name = Sql.name(column);
    if (typed && !form.equals(NONE)) {
      throw new WrongUseException(
          "%s: is %s, but column \"%s\" of %s is a list by itself\nhint: leave it out"
              .formatted(KEY, form, Excerpt.of(column), file.name()));
    } else if (typed && file.format() == FileFormat.PARQUET) {
      return new ProductList(column, "CAST(%s AS VARCHAR[])".formatted(name), "true", "");
    }
    return ofText(column, text(column), typed ? BRACES : form);
  }

  /// @param text of the column, in SQL
  /// @param form as `orders.product-list` names it
  static ProductList ofText(String column, String text, String form) {
    return switch (form) {
      case BRACKETS -> brackets(column, text);
      case BRACES -> braces(column, text);
      default ->
          new ProductList(
              column,
              "list_filter(list_transform(string_split(%s, %s), lambda item: trim(item)), lambda item: item <> '')"
                  .formatted(text, Sql.text(form)),
              "true",
              "");
    };
  }

  private static ProductList brackets(String column, String text) {
    String inner = "item[2:-2]";
    // The texts of Python and of JSON differ in their quotes.
    String json =
        "replace(replace(replace(%s, '\\''', ''''), '\\\"', '\"'), '\"', '\\\"')".formatted(inner);
    String hex =
        "CASE WHEN contains(%1$s, '\\\\') THEN %1$s ELSE regexp_replace(%1$s, '\\\\x(..)', '\\\\u00\\1', 'g') END"
            .formatted(json);
    String item =
        """
        CASE WHEN NOT regexp_matches(item, '^[''"]')
          THEN CASE WHEN lower(trim(item)) NOT IN ('none', 'null', 'nan') THEN trim(item) END
        WHEN contains(item, '\\') THEN TRY_CAST('"' || %s || '"' AS JSON) ->> '$'
        ELSE %s END\
        """
            .formatted(hex, inner);
    return new ProductList(
        column,
        transformed(text, BRACKETS_ITEM, item),
        fits(text, "\\[", BRACKETS_ITEM, "\\]")
            // What NumPy writes for an array of numbers: one could take it for one id with blanks.
            + " AND NOT regexp_full_match(%s, '\\[\\s*[-.0-9]+(\\s+[-.0-9]+)+\\s*\\]')"
                .formatted(text),
        "a list in brackets such as ['a', 'b'] or [\"a\", \"b\"]");
  }

  private static ProductList braces(String column, String text) {
    String item =
        """
        CASE WHEN starts_with(item, '"') THEN regexp_replace(item[2:-2], '\\\\(.)', '\\1', 'gs')
        WHEN upper(trim(item)) <> 'NULL' THEN regexp_replace(trim(item), '\\\\(.)', '\\1', 'gs') END\
        """;
    return new ProductList(
        column,
        transformed(text, BRACES_ITEM, item),
        fits(text, "\\{", BRACES_ITEM, "\\}"),
        "a list in braces such as {a,\"b c\"}");
  }

  private static String transformed(String text, String pattern, String item) {
    return "list_transform(regexp_extract_all(%s, %s, 0, 's'), lambda item: %s)"
        .formatted(text, Sql.text(pattern), item);
  }

  private static String fits(String text, String open, String item, String close) {
    return "regexp_full_match(%s, %s, 's')"
        .formatted(
            text,
            Sql.text(
                "%1$s\\s*(?:(?:%2$s)(?:\\s*,\\s*(?:%2$s))*)?\\s*%3$s"
                    .formatted(open, item, close)));
  }

  /// The products in SQL, a row for each; one without a product for an empty list.
  String unnested() {
    return "unnest(CASE WHEN len(%1$s) > 0 THEN %1$s ELSE [NULL::VARCHAR] END)".formatted(items);
  }

  /// Makes sure that each row has a list in the column, or nothing.
  ///
  /// @throws InputException naming the first row that has something else
  void require(OrdersConfig config, TableFile file, Filter filter, Database database)
      throws InterruptedException {
    if (fits.equals("true")) {
      return;
    }
    try {
      if (database.rows(faulty("1", config, filter, file.relation())).isEmpty()) {
        return;
      }
      // Rows are counted only for the message, since counting keeps their order.
      database.execute("SET preserve_insertion_order = true");
      String counted =
          "(SELECT row_number() OVER () - 1 AS \"prod2vec row\", * FROM %s)"
              .formatted(file.relation());
      String named = "\"prod2vec row\", CAST(%s AS VARCHAR)".formatted(Sql.name(column));
      List<String> first = database.rows(faulty(named, config, filter, counted)).getFirst();
      throw fault(file, Long.parseLong(first.getFirst()), first.getLast());
    } catch (DatabaseException e) {
      throw e.text().startsWith("Conversion Error")
          ? filter.conversion(file, e, database)
          : file.fault(e);
    }
  }

  /// A query for one of the rows that have something else.
  private String faulty(String select, OrdersConfig config, Filter filter, String rows) {
    String text = text(column);
    return """
    SELECT %s FROM %s WHERE coalesce((
    %s
      ), false) AND %s <> '' AND NOT (%s) AND NOT (%s) LIMIT 1\
    """
        .formatted(
            select,
            filter.relation(rows),
            filter.condition(),
            text,
            new Ids(config).isNullSql(text),
            fits);
  }

  private static String text(String column) {
    return "trim(CAST(%s AS VARCHAR))".formatted(Sql.name(column));
  }

  private InputException fault(TableFile file, long row, String value) {
    boolean hasLines = file.format() == FileFormat.CSV || file.format() == FileFormat.JSON;
    Map<Long, Long> lines =
        hasLines ? CsvLines.find(file, _ -> false, Set.of(row), new HashMap<>()) : Map.of();
    String where =
        lines.containsKey(row)
            ? file.name() + ":" + lines.get(row)
            : file.name() + ": row " + (row + 1);
    return new InputException(
        "%s: column \"%s\" (orders.product-column) is %s; %s expected\nhint: %s"
            .formatted(
                where,
                Excerpt.of(column),
                Excerpt.value(value),
                expected,
                "%s says how the products of a row are written: none, brackets, braces or what is between them"
                    .formatted(KEY)));
  }
}
