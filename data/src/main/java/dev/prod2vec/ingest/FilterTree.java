package dev.prod2vec.ingest;

import dev.prod2vec.duckdb.Sql;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What the syntax tree of a filter tells without reading a row. DuckDB parses it.
///
/// @param dates order comparisons of a column with a text that looks like a date
/// @param attempts conversions that give null when they fail
record FilterTree(List<DateComparison> dates, List<Attempt> attempts) {
  private static final Set<String> BY_ORDER =
      Set.of(
          "COMPARE_LESSTHAN",
          "COMPARE_GREATERTHAN",
          "COMPARE_LESSTHANOREQUALTO",
          "COMPARE_GREATERTHANOREQUALTO");

  private static final Pattern DATE =
      Pattern.compile(
          "[0-9]{4}([-/.][0-9]{1,2}){0,2}([ T].*)?|[0-9]{1,2}([-/.])[0-9]{1,2}\\3[0-9]{2,4}( .*)?");

  /// @param text the constant, as the condition has it
  record DateComparison(String column, String text) {}

  /// @param value the SQL that is converted
  /// @param converted the SQL of the conversion, which is null when it fails
  record Attempt(String value, String converted) {}

  /// @param statement the parsed statement; positions in `expression` refer to it
  static FilterTree of(String statement, JsonNode expression) {
    FilterTree tree = new FilterTree(new ArrayList<>(), new ArrayList<>());
    tree.collect(statement.getBytes(StandardCharsets.UTF_8), expression);
    return tree;
  }

  private void collect(byte[] statement, JsonNode node) {
    switch (node.path("class").asString("")) {
      case "COMPARISON" -> {
        if (BY_ORDER.contains(node.path("type").asString())) {
          compared(node.path("left"), node.path("right"));
          compared(node.path("right"), node.path("left"));
        }
      }
      case "BETWEEN" -> {
        compared(node.path("input"), node.path("lower"));
        compared(node.path("input"), node.path("upper"));
      }
      case "CAST" -> {
        if (node.path("try_cast").asBoolean(false)) {
          attempted(statement, node, node.path("child"));
        }
      }
      case "FUNCTION" -> {
        if (node.path("function_name")
            .asString("")
            .toLowerCase(Locale.ROOT)
            .equals("try_strptime")) {
          attempted(statement, node, node.path("arguments").path(0).path("expression"));
        }
      }
      default -> {
        // Other nodes matter only for their children.
      }
    }
    node.forEach(part -> collect(statement, part));
  }

  private void compared(JsonNode column, JsonNode constant) {
    JsonNode literal = constant.path("literal");
    if (column.path("class").asString("").equals("COLUMN_REF")
        && literal.path("kind").asString("").equals("STRING")
        && DATE.matcher(literal.path("text").asString("").strip()).matches()) {
      dates.add(
          new DateComparison(
              column.path("column_names").path(0).asString(), literal.path("text").asString()));
    }
  }

  private void attempted(byte[] statement, JsonNode whole, JsonNode value) {
    String converted = text(statement, whole);
    String read =
        value.path("class").asString("").equals("COLUMN_REF")
            ? Sql.name(value.path("column_names").path(0).asString())
            : text(statement, value);
    if (converted.toLowerCase(Locale.ROOT).startsWith("try_") && !read.isBlank()) {
      attempts.add(new Attempt(read, converted));
    }
  }

  private static String text(byte[] statement, JsonNode node) {
    long at = node.path("query_location").asLong(-1);
    long length = node.path("query_location_length").asLong(0);
    return at < 0 || length <= 0 || at + length > statement.length
        ? ""
        : new String(statement, (int) at, (int) length, StandardCharsets.UTF_8);
  }
}
