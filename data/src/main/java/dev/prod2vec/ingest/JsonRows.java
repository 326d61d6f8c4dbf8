package dev.prod2vec.ingest;

import dev.prod2vec.file.InputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// The rows of a JSON file as csv without a header: objects one after the other, such as one a
/// line, or in an array.
///
/// An object in a row has columns of its own, `customer.id`. An array is a list, written as
/// PostgreSQL writes arrays: `{"a","b"}`; of an array of objects each key is a list, `items.id`.
///
/// @param csv the rows; each begins in the line in which its object begins, unless texts have line
///   ends
/// @param lists whether each column holds lists
record JsonRows(Input csv, SequencedMap<String, Boolean> lists) {
  /// More are no columns, but values that are used as keys.
  static final int MOST_COLUMNS = 10_000;

  private static final Pattern START =
      Pattern.compile("\\s*(\\[\\s*(\\{.*|\\])?|\\{\\s*([\"}].*)?)", Pattern.DOTALL);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /// Whether a text begins as rows in JSON do.
  ///
  /// @param start of the content
  static boolean is(String start) {
    return START.matcher(start).matches();
  }

  /// Hears of each row.
  private interface Row {
    void at(long line, Map<String, JsonNode> values) throws IOException;
  }

  /// Reads the file twice: for its columns, and for its rows.
  ///
  /// @param folder for the csv; its owner deletes it
  /// @throws InputException if the file is no JSON, or has other values than objects
  static JsonRows of(Input file, Path folder) throws InterruptedException {
    SequencedMap<String, Boolean> lists = new LinkedHashMap<>();
    long[] rows = new long[1];
    each(
        file,
        (line, values) -> {
          rows[0]++;
          values.forEach(
              (column, value) -> lists.merge(column, value.isArray(), Boolean::logicalOr));
          if (lists.size() > MOST_COLUMNS) {
            throw new InputException(
                "%s:%s: more than %s different keys; the same keys in each row expected"
                    .formatted(file, line, MOST_COLUMNS));
          }
        });
    if (lists.isEmpty()) {
      throw new InputException(
          file + ": no object with a key; JSON objects, one for each row, expected");
    }
    requireRows(file, rows[0], lists);
    Path copy = folder.resolve(UUID.randomUUID() + ".csv");
    try (BufferedWriter out = Files.newBufferedWriter(copy)) {
      long[] written = {1};
      each(
          file,
          (line, values) -> {
            // A file of one column has rows of blank lines, so there is nothing to be filled.
            for (; lists.size() > 1 && written[0] < line; written[0]++) {
              out.write('\n');
            }
            out.write(
                lists.entrySet().stream()
                    .map(column -> field(values.get(column.getKey()), column.getValue()))
                    .collect(Collectors.joining(",")));
            out.write('\n');
            written[0]++;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(copy + ": cannot be written: " + e, e);
    }
    return new JsonRows(file.withPath(copy), lists);
  }

  List<String> columns() {
    return List.copyOf(lists.keySet());
  }

  /// The type of each column.
  List<String> types() {
    return lists.values().stream().map(list -> list ? "VARCHAR[]" : "VARCHAR").toList();
  }

  /// One object whose keys are lists of objects is a document with rows somewhere inside.
  private static void requireRows(Input file, long rows, SequencedMap<String, Boolean> lists) {
    String first = lists.firstEntry().getKey();
    if (rows == 1 && first.contains(".") && !lists.containsValue(false)) {
      throw new InputException(
          "%1$s: one object around all rows; an object for each row expected, one a line or in an array\nhint: jq -c '.%2$s[]' FILE > rows.jsonl takes the rows out of it"
              .formatted(file, first.substring(0, first.indexOf('.'))));
    }
  }

  private static void each(Input file, Row row) throws InterruptedException {
    try (InputStream in = Gzip.open(file);
        JsonParser parser = MAPPER.createParser(in)) {
      boolean inArray = false;
      @Nullable JsonToken token;
      while ((token = parser.nextToken()) != null) {
        if (Thread.interrupted()) {
          throw new InterruptedException("while reading " + file);
        }
        long line = parser.currentTokenLocation().getLineNr();
        switch (token) {
          case START_ARRAY -> {
            if (inArray) {
              throw other(file, line, "an array");
            }
            inArray = true;
          }
          case END_ARRAY -> inArray = false;
          case START_OBJECT -> {
            JsonNode object = parser.readValueAsTree();
            Map<String, JsonNode> values = new LinkedHashMap<>();
            flatten("", object, values);
            requireText(file, line, values);
            row.at(line, values);
          }
          default -> throw other(file, line, "the value " + Excerpt.value(parser.getString()));
        }
      }
    } catch (JacksonException e) {
      throw broken(file, e);
    } catch (IOException e) {
      throw Gzip.fault(file, e);
    }
  }

  private static InputException other(Input file, long line, String what) {
    return new InputException(
        "%s:%s: %s; an object for each row expected, such as {\"order_id\": 1, \"product_id\": \"a\"}"
            .formatted(file, line, what));
  }

  private static InputException broken(Input file, JacksonException e) {
    if (e.getCause() instanceof IOException cause) {
      return Gzip.fault(file, cause);
    }
    long line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    String reason =
        String.valueOf(e.getOriginalMessage())
            .replaceFirst("\\s*\\(for Object starting at .*", "")
            .replaceFirst("\\s*\\(start marker at .*", "")
            .lines()
            .findFirst()
            .orElse("");
    return new InputException(
        "%s:%s: no valid JSON: %s\nhint: jq . FILE > /dev/null says where it is broken; was the file copied completely?"
            .formatted(file, line, Excerpt.reason(reason)),
        e);
  }

  /// Objects become columns, and arrays of objects become a list for each key.
  private static void flatten(String prefix, JsonNode object, Map<String, JsonNode> values) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = prefix + entry.getKey().strip();
      JsonNode value = entry.getValue();
      if (value.isObject()) {
        flatten(name + ".", value, values);
      } else if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
        SequencedMap<String, Boolean> keys = new LinkedHashMap<>();
        value.forEach(item -> item.propertyNames().forEach(key -> keys.put(key, true)));
        for (String key : keys.keySet()) {
          var list = MAPPER.createArrayNode();
          value.forEach(item -> list.add(item.path(key)));
          values.put(name + "." + key.strip(), list);
        }
      } else {
        values.put(name, value);
      }
    }
  }

  private static void requireText(Input file, long line, Map<String, JsonNode> values) {
    for (Map.Entry<String, JsonNode> value : values.entrySet()) {
      List<JsonNode> items = new ArrayList<>(List.of(value.getValue()));
      value.getValue().forEach(items::add);
      if (items.stream().anyMatch(item -> item.isString() && item.asString().indexOf(0) >= 0)) {
        throw new InputException(
            "%s:%s: the value of %s has a NUL character; text expected"
                .formatted(file, line, Excerpt.value(value.getKey())));
      }
    }
  }

  private static String field(@Nullable JsonNode value, boolean list) {
    if (value == null || value.isNull() || value.isMissingNode()) {
      return "";
    } else if (!list) {
      return quoted(text(value));
    }
    List<String> items = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(item -> items.add(item(item)));
    } else {
      items.add(item(value));
    }
    return quoted("{" + String.join(",", items) + "}");
  }

  private static String item(JsonNode value) {
    return value.isNull() || value.isMissingNode()
        ? "NULL"
        : "\"" + text(value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String text(JsonNode value) {
    return value.isContainer() ? value.toString() : value.asString();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
