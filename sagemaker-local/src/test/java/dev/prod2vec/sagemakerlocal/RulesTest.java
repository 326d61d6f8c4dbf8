package dev.prod2vec.sagemakerlocal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.file.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class RulesTest {
  private static final String REMOVED = "<removed>";

  /// The verdicts are those of botocore on Amazon's own description of the service.
  @Test
  void aRequestIsRefusedExactlyWhereAmazonsDescriptionOfTheServiceRefusesIt() throws IOException {
    JsonNode table = table();
    List<String> wrong = new ArrayList<>();
    for (JsonNode one : table.path("cases")) {
      String operation = one.path("operation").stringValue();
      JsonNode request =
          put(table.path("bases").path(operation), one.path("path"), one.path("value"));
      if (isAllowed(operation, request) != one.path("allowed").booleanValue()) {
        wrong.add(
            "%s %s %.60s: must be %s"
                .formatted(operation, one.path("path"), one.path("value"), one.path("allowed")));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(table.path("cases").size()).isGreaterThan(900);
  }

  private static boolean isAllowed(String operation, JsonNode request) {
    try {
      Rules.check(operation, request);
      return true;
    } catch (ServiceException e) {
      assertThat(e.type()).isEqualTo("ValidationException");
      return false;
    }
  }

  private static JsonNode put(JsonNode base, JsonNode path, JsonNode value) {
    if (path.isEmpty()) {
      return value;
    }
    JsonNode changed = base.deepCopy();
    JsonNode place = changed;
    for (int i = 0; i + 1 < path.size(); i++) {
      JsonNode step = path.get(i);
      place = step.isNumber() ? place.get(step.intValue()) : place.path(step.stringValue());
    }
    JsonNode last = path.get(path.size() - 1);
    switch (place) {
      case ArrayNode list -> list.set(last.intValue(), value);
      case ObjectNode object when value.isString() && value.stringValue().equals(REMOVED) ->
          object.remove(last.stringValue());
      case ObjectNode object -> object.set(last.stringValue(), value);
      default -> throw new AssertionError("no place at " + path);
    }
    return changed;
  }

  private static JsonNode table() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RulesTest.class.getResourceAsStream("cases.json"))) {
      return Json.MAPPER.readTree(in);
    }
  }
}
