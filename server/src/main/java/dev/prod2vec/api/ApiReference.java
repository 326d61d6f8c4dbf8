package dev.prod2vec.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The reference page of the API, made from the document that describes it.
public final class ApiReference {
  private static final String SCHEMA = "schema";
  private static final String DESCRIPTION = "description";

  private ApiReference() {}

  /// The page in Markdown.
  public static String markdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # API

            <!-- Generated: ./prod2vec reference api > docs/reference/api.md -->

            `prod2vec serve` answers these requests; [how to serve](../how-to/serve.md) shows some. This page is made from the table that serves them, as is the server's own `/openapi.json`.

            Answers are JSON. An answer that depends on the run alone has an `ETag`, and the header `Prod2vec-Run` names the run. A request that cannot be answered gets a [problem](#problem), as `application/problem+json`.

            """);
    for (Map.Entry<String, Object> path : object(OpenApi.DOCUMENT, "paths").entrySet()) {
      map(path.getValue())
          .forEach((method, operation) -> operation(page, method, path.getKey(), map(operation)));
    }
    page.append("## Documents\n");
    object(object(OpenApi.DOCUMENT, "components"), "schemas")
        .forEach((name, schema) -> schema(page, name, map(schema)));
    return page.toString();
  }

  private static void operation(
      StringBuilder page, String method, String path, Map<String, Object> operation) {
    page.append("## %s %s\n\n".formatted(method.toUpperCase(Locale.ROOT), path));
    page.append(operation.get("summary"));
    if (operation.containsKey("requestBody")) {
      page.append(" Takes a %s.".formatted(content(object(operation, "requestBody"))));
    }
    page.append(
        " Answers with %s.\n".formatted(content(object(object(operation, "responses"), "200"))));
    if (operation.containsKey("parameters")) {
      page.append("\n| parameter | allowed | meaning |\n| --- | --- | --- |\n");
      for (Object each : (List<?>) operation.get("parameters")) {
        Map<String, Object> parameter = map(each);
        row(
            page,
            String.valueOf(parameter.get("name")),
            allowed(object(parameter, SCHEMA)),
            parameter.get(DESCRIPTION));
      }
    }
    page.append('\n');
  }

  private static void row(StringBuilder page, String name, String type, @Nullable Object meaning) {
    page.append("| `%s` | %s | %s |\n".formatted(name, type, meaning == null ? "" : meaning));
  }

  private static String content(Map<String, Object> message) {
    return object(message, "content").entrySet().stream()
        .map(entry ->
            switch (entry.getKey()) {
              case "text/plain" -> "text";
              case "text/html" -> "HTML";
              case "*/*" -> "a file";
              default -> type(object(map(entry.getValue()), SCHEMA));
            })
        .findFirst()
        .orElseThrow();
  }

  private static void schema(StringBuilder page, String name, Map<String, Object> schema) {
    page.append("\n### %s\n\n| name | type | meaning |\n| --- | --- | --- |\n".formatted(name));
    List<?> required = (List<?>) schema.getOrDefault("required", List.of());
    object(schema, "properties")
        .forEach((property, of) ->
            row(
                page,
                property,
                type(map(of)) + (required.contains(property) ? "" : ", optional"),
                map(of).get(DESCRIPTION)));
  }

  private static String type(Map<String, Object> schema) {
    Object reference = schema.get("$ref");
    if (reference != null) {
      String name = String.valueOf(reference).replaceFirst(".*/", "");
      return "[%s](#%s)".formatted(name, name.toLowerCase(Locale.ROOT));
    } else if (schema.containsKey("items")) {
      return "list of " + type(object(schema, "items"));
    } else if (schema.containsKey("additionalProperties")) {
      return "object";
    }
    return String.valueOf(schema.getOrDefault("type", "any"));
  }

  private static String allowed(Map<String, Object> schema) {
    if (schema.containsKey("enum")) {
      List<?> words = (List<?>) schema.get("enum");
      return "%s; default `%s`"
          .formatted(
              String.join(", ", words.stream().map("`%s`"::formatted).toList()),
              schema.get("default"));
    } else if (schema.containsKey("maximum")) {
      boolean unlimited = schema.get("maximum").equals(Integer.MAX_VALUE);
      return "%s %s; default %s"
          .formatted(
              schema.get("minimum"),
              unlimited ? "or more" : "to " + schema.get("maximum"),
              schema.get("default"));
    } else if (schema.containsKey("minimum")) {
      return "number, %s or more".formatted(schema.get("minimum"));
    } else if (schema.containsKey("maxItems")) {
      return "text, at most %s times".formatted(schema.get("maxItems"));
    } else if (schema.containsKey("maxLength")) {
      return "text of at most %s characters".formatted(schema.get("maxLength"));
    }
    return "text, percent-encoded";
  }

  private static Map<String, Object> object(Map<String, Object> map, String key) {
    return map(map.get(key));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }
}
