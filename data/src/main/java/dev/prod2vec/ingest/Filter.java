package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.duckdb.DatabaseException;
import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.Json;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.setting.WrongUseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The condition that a row of the orders must meet, as the user wrote it: one SQL expression over
/// the columns of the row.
///
/// A csv file holds only text. So each column that the condition names is read as text if that
/// makes sense, else as a number or a point in time (`quantity > 0`, `day >= DATE '2011-01-01'`).
///
/// @param condition one expression that gives true, false or null
/// @param casts type to read a column as, by column
/// @param decimalComma whether numbers in text have a decimal comma
/// @param columns columns that the condition names
/// @param attempts conversions in the condition that give null where they fail
record Filter(
    String condition,
    Map<String, String> casts,
    boolean decimalComma,
    List<String> columns,
    List<FilterTree.Attempt> attempts) {
  static final String KEY = "orders.filter";

  /// A number with a decimal comma, as a regular expression.
  static final String DECIMAL_COMMA =
      "[+-]?([0-9]+|[0-9]{1,3}([.][0-9]{3})+)?(,[0-9]*)?([eE][+-]?[0-9]+)?";

  private static final Pattern CONVERSION =
      Pattern.compile(
          "Line: (\\d+).*converting column \"(.*)\"\\. Could not convert string \"(.*)\" to"
              + " '(\\w+)'",
          Pattern.DOTALL);
  private static final Pattern TYPE =
      Pattern.compile("(?i)(?:to '?|invalid )(TIMESTAMP|DATE|DOUBLE)\\b");
  private static final String LONE = "one expression expected";
  private static final String WITH_POINT =
      "orders.decimal-comma holds for every number; TRY_CAST(replace(column, ',', '.') AS DOUBLE)"
          + " reads a column with points too";
  private static final List<String> TYPES = List.of("VARCHAR", "DOUBLE", "TIMESTAMP");
  private static final int MAX_CAST_COLUMNS = 5;

  /// @param condition blank: every row meets it
  /// @param decimalComma whether numbers in text have a decimal comma
  /// @param file the file whose columns the condition uses
  /// @throws WrongUseException if the condition is not about the columns of one row
  static Filter of(String condition, boolean decimalComma, TableFile file, Database database)
      throws InterruptedException {
    if (condition.isBlank()) {
      return new Filter("true", Map.of(), false, List.of(), List.of());
    }
    String statement = "SELECT (\n" + condition + "\n)";
    JsonNode expression = expression(condition, statement, database);
    SequencedSet<String> columns = new LinkedHashSet<>();
    collect(condition, expression, columns);
    List<String> named = List.copyOf(columns);
    for (String name : named) {
      if (file.find(name).isEmpty()) {
        throw file.missingColumn(KEY, name);
      }
      file.requireOnce(KEY, name);
    }
    Map<String, String> casts = Map.of();
    if (file.format() == IngestReport.FileFormat.PARQUET) {
      bind(condition, file, casts, database);
    } else {
      casts = casts(condition, file, named, database);
    }
    FilterTree tree = FilterTree.of(statement, expression);
    try {
      new FilterAdvice(file, database).refuseDatesAsText(condition, tree.dates(), casts);
    } catch (DatabaseException e) {
      throw file.fault(e);
    }
    return new Filter(condition, casts, decimalComma, named, tree.attempts());
  }

  /// The condition's syntax tree, after making sure that it is a single expression: anything else
  /// could end our statement and begin another.
  private static JsonNode expression(String condition, String statement, Database database)
      throws InterruptedException {
    String tree;
    try {
      tree =
          database
              .rows("SELECT json_serialize_sql(%s)".formatted(Sql.text(statement)))
              .getFirst()
              .getFirst();
    } catch (DatabaseException e) {
      throw refused(condition, e.reason());
    }
    JsonNode parsed = Json.MAPPER.readTree(tree);
    if (parsed.path("error").asBoolean()) {
      throw refused(
          condition,
          parsed.path("error_type").asString().equals("parser")
              ? parsed.path("error_message").asString()
              : LONE);
    }
    JsonNode statements = parsed.path("statements");
    JsonNode node = statements.path(0).path("node");
    boolean lone =
        statements.size() == 1
            && node.path("type").asString().equals("SELECT_NODE")
            && node.path("select_list").size() == 1
            && node.path("from_table").path("type").asString().equals("EMPTY")
            && node.path("where_clause").isNull()
            && node.path("having").isNull()
            && node.path("qualify").isNull()
            && node.path("sample").isNull()
            && node.path("group_expressions").isEmpty()
            && node.path("modifiers").isEmpty()
            && node.path("cte_map").path("map").isEmpty();
    if (!lone) {
      throw refused(condition, LONE);
    }
    return node.path("select_list").path(0);
  }

  private static void collect(String condition, JsonNode expression, SequencedSet<String> columns) {
    switch (expression.path("class").asString("")) {
      case "SUBQUERY" -> throw refused(condition, "a query inside is not allowed");
      case "STAR" -> throw refused(condition, "* is not allowed");
      case "COLUMN_REF" -> columns.add(expression.path("column_names").path(0).asString());
      default -> expression.forEach(part -> collect(condition, part, columns));
    }
  }

  /// The first choice of types, text before all others, for which the condition is valid.
  private static Map<String, String> casts(
      String condition, TableFile file, List<String> named, Database database)
      throws InterruptedException {
    List<Map<String, String>> choices = new ArrayList<>(List.of(Map.of()));
    for (String name : named.subList(0, Math.min(MAX_CAST_COLUMNS, named.size()))) {
      String column = file.find(name).orElseThrow();
      for (Map<String, String> choice : List.copyOf(choices)) {
        for (String type : TYPES.subList(1, TYPES.size())) {
          Map<String, String> more = new TreeMap<>(choice);
          more.put(column, type);
          choices.add(more);
        }
      }
    }
    WrongUseException asText = null;
    for (Map<String, String> choice : choices) {
      try {
        bind(condition, file, choice, database);
        return choice;
      } catch (WrongUseException e) {
        asText = asText == null ? e : asText;
      }
    }
    throw asText == null ? refused(condition, "no column is named") : asText;
  }

  /// Lets DuckDB check the condition for a row of these types, without reading a file.
  private static void bind(
      String condition, TableFile file, Map<String, String> casts, Database database)
      throws InterruptedException {
    List<String> columns = new ArrayList<>();
    for (String column : file.allColumns()) {
      columns.add(
          "CAST(NULL AS %s) AS %s"
              .formatted(casts.getOrDefault(column, file.readType(column)), Sql.name(column)));
    }
    String row = "(SELECT %s)".formatted(String.join(", ", columns));
    try {
      String type =
          database
              .rows("DESCRIBE SELECT (\n%s\n) FROM %s".formatted(condition, row))
              .getFirst()
              .get(1);
      if (!type.equals("BOOLEAN")) {
        throw refused(condition, "it gives %s; true or false expected".formatted(type));
      }
      // In a WHERE clause, DuckDB refuses sums over all rows and windows.
      database.execute("SELECT 1 FROM %s WHERE (\n%s\n)".formatted(row, condition));
    } catch (DatabaseException e) {
      throw refused(condition, e.reason());
    }
  }

  /// Rows of a file, with the columns read as the condition needs.
  ///
  /// @param rows of the file, as the text after `FROM`
  String relation(String rows) {
    if (casts.isEmpty()) {
      return rows;
    }
    return "(SELECT * REPLACE (%s) FROM %s)"
        .formatted(
            casts.entrySet().stream()
                .map(cast ->
                    "%s AS %s"
                        .formatted(
                            read(Sql.name(cast.getKey()), cast.getValue()),
                            Sql.name(cast.getKey())))
                .collect(Collectors.joining(", ")),
            rows);
  }

  private String read(String column, String type) {
    // The text after the value makes the conversion fail, and its message says why.
    return decimalComma && type.equals("DOUBLE")
        ? """
        CASE WHEN regexp_full_match(trim(%1$s), '%2$s')
        THEN CAST(replace(replace(%1$s, '.', ''), ',', '.') AS DOUBLE)
        WHEN %1$s IS NOT NULL THEN CAST(concat(%1$s, ' (decimal comma expected)') AS DOUBLE) END\
        """
            .formatted(column, DECIMAL_COMMA)
        : "CAST(%s AS %s)".formatted(column, type);
  }

  /// The exception for a value that cannot be read as the type that the condition needs.
  WrongUseException conversion(TableFile file, DatabaseException e, Database database)
      throws InterruptedException {
    Matcher type = TYPE.matcher(e.text());
    Matcher csv = CONVERSION.matcher(e.text());
    boolean found = csv.find();
    List<String> named =
        found
            ? List.of(csv.group(2))
            : columns.stream().map(name -> file.find(name).orElseThrow()).toList();
    String wanted =
        found ? csv.group(4) : type.find() ? type.group(1).toUpperCase(Locale.ROOT) : "DOUBLE";
    String hint;
    try {
      hint =
          decimalComma ? WITH_POINT : new FilterAdvice(file, database).hint(named, wanted, casts);
    } catch (DatabaseException broken) {
      // The file cannot be read to its end, so its values are not all known.
      hint = "TRY_CAST(column AS %s) gives null where a value is none".formatted(wanted);
    }
    String fault =
        found
            ? ":%s: column \"%s\" is \"%s\", which is no %s"
                .formatted(csv.group(1), csv.group(2), csv.group(3), csv.group(4))
            : ": " + e.reason();
    return new WrongUseException("%s: %s%s\nhint: %s".formatted(KEY, file.name(), fault, hint));
  }

  private static WrongUseException refused(String condition, String why) {
    return new WrongUseException(
        ("%s: %s: %s\nhint: a condition on the columns of one row is expected, for example"
                + " quantity > 0 AND invoice NOT LIKE 'C%%'")
            .formatted(KEY, condition, why));
  }
}
