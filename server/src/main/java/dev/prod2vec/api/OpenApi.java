package dev.prod2vec.api;

import dev.prod2vec.process.ToolVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Describes the routes in the form of OpenAPI 3.1.
final class OpenApi {
  /// The whole document.
  static final Map<String, Object> DOCUMENT = document();

  private static final String JSON = "application/json";

  private OpenApi() {}

  private static Map<String, Object> document() {
    JsonSchema schemas = new JsonSchema();
    Map<String, Object> paths = new LinkedHashMap<>();
    for (Route route : Routes.ALL) {
      if (!route.operation().isEmpty()) {
        paths.put(
            route.path(),
            Map.of(route.method().toLowerCase(Locale.ROOT), operation(route, schemas)));
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put(
        "info",
        map(
            "title",
            "prod2vec",
            "version",
            ToolVersion.TEXT,
            "description",
            "What the vectors of a run say about products and baskets. Read-only. The header"
                + " Prod2vec-Run names the run that an answer is about."));
    document.put("servers", List.of(Map.of("url", "/")));
    document.put("paths", paths);
    document.put(
        "components",
        map(
            "schemas",
            schemas.schemas(),
            "securitySchemes",
            Map.of("token", map("type", "http", "scheme", "bearer"))));
    // A server on the loopback interface may have no token.
    document.put("security", List.of(Map.of("token", List.of()), Map.of()));
    return document;
  }

  private static Map<String, Object> operation(Route route, JsonSchema schemas) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", route.operation());
    operation.put("summary", route.meaning());
    if (!route.parameters().isEmpty()) {
      operation.put("parameters", route.parameters().stream().map(OpenApi::parameter).toList());
    }
    route
        .body()
        .ifPresent(type ->
            operation.put(
                "requestBody",
                map("required", true, "content", content(JSON, schemas.reference(type)))));
    operation.put("responses", responses(route, schemas));
    if (route.about() == Route.About.SERVER) {
      operation.put("security", List.of());
    }
    return operation;
  }

  private static Map<String, Object> parameter(Parameter parameter) {
    boolean inPath = parameter instanceof Parameter.Segment;
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", parameter.name());
    map.put("in", inPath ? "path" : "query");
    map.put("required", inPath);
    map.put("description", parameter.meaning());
    map.put("schema", JsonSchema.of(parameter));
    return map;
  }

  private static Map<String, Object> responses(Route route, JsonSchema schemas) {
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put("200", map("description", "The answer.", "content", answer(route, schemas)));
    if (route.about() == Route.About.RUN) {
      responses.put("304", map("description", "The answer has the ETag of If-None-Match."));
    }
    responses.put(
        "default",
        map(
            "description",
            "Why there is no answer.",
            "content",
            content(Problem.MEDIA_TYPE, schemas.reference(Problem.class))));
    return responses;
  }

  private static Map<String, Object> answer(Route route, JsonSchema schemas) {
    return switch (route.answer()) {
      case Route.Content.Json json -> content(JSON, schemas.reference(json.type()));
      case Route.Content.Document _ -> content(JSON, map("type", "object"));
      case Route.Content.Text text -> content(plain(text.mediaType()), map("type", "string"));
      case Route.Content.Html _ -> content("text/html", map("type", "string"));
      case Route.Content.File _ -> content("*/*", map("type", "string", "format", "binary"));
    };
  }

  /// A media type without parameters.
  private static String plain(String mediaType) {
    return mediaType.split(";", 2)[0];
  }

  private static Map<String, Object> content(String mediaType, Map<String, Object> schema) {
    return map(mediaType, map("schema", schema));
  }

  /// A map in this order.
  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
