package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.prepared.IngestReport.FileFormat;
import dev.prod2vec.setting.WrongUseException;

/// The products of a row whose column holds several of them.
///
/// @param column as the file writes it
/// @param items expression in SQL: the list of the products' ids
/// @param fits condition in SQL for values that are such lists
/// @param expected what such a list looks like, for messages
/// @param nullValues condition in SQL for values that stand for nothing
record ProductList(String column, String items, String fits, String expected, String nullValues)
    implements RowProducts {
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

  private ProductList(String column, String items, String fits, String expected) {
    this(column, items, fits, expected, "false");
  }

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
    ProductList list = ofText(column, text(column), typed ? BRACES : form);
    return new ProductList(
        column, list.items, list.fits, list.expected, new Ids(config).isNullSql(text(column)));
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

  @Override
  public String wrong() {
    String text = text(column);
    return fits.equals("true")
        ? ""
        : "CASE WHEN %1$s <> '' AND NOT (%2$s) AND NOT (%3$s) THEN CAST(%4$s AS VARCHAR) END"
            .formatted(text, nullValues, fits, Sql.name(column));
  }

  @Override
  public String message(String wrong) {
    return "column \"%s\" (orders.product-column) is %s; %s expected\nhint: %s says how the products of a row are written: none, brackets, braces or what is between them"
        .formatted(Excerpt.of(column), Excerpt.value(wrong), expected, KEY);
  }

  private static String text(String column) {
    return "trim(CAST(%s AS VARCHAR))".formatted(Sql.name(column));
  }
}
