package dev.prod2vec.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.comparison.ComparedModel;
import dev.prod2vec.comparison.Comparison;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.file.Json;
import dev.prod2vec.live.LiveRun;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Comparisons of the runs of a served folder.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompareTest {
  private static final String COMPARE = "/api/v1/compare?a=";

  private Path folder = Path.of("");
  private LiveRun live;
  private Server server;
  private Client client;
  private final List<String> said = new ArrayList<>();

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary.resolve("runs");
    TestRuns runs =
        new TestRuns(folder)
            .add("one", Instant.EPOCH)
            .add("two", Instant.EPOCH.plusSeconds(1))
            .add("stopped", Instant.EPOCH.minusSeconds(1))
            .add("broken", Instant.EPOCH.minusSeconds(2));
    Path manifest = folder.resolve("stopped/manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest).replace("\"state\" : \"DONE\"", "\"state\" : \"UNFINISHED\""));
    Files.delete(folder.resolve("stopped/task-post_processing.json"));
    Files.delete(folder.resolve("broken/model.safetensors"));
    new TestRuns(temporary.resolve("elsewhere")).add("secret", Instant.EPOCH);
    live = runs.open(said);
    server =
        Server.start(
            new Listening(Listening.LOOPBACK, 0, Optional.empty(), List.of()), live, said::add);
    live.start();
    client = new Client(server.port());
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
    live.close();
    assertThat(said).isEmpty();
  }

  @Test
  void theAnswerIsTheDocumentOfTheCommandLine() throws Exception {
    JsonNode expected =
        Json.MAPPER.readTree(
            Json.text(
                Comparison.of(
                    ComparedModel.open(folder.resolve("one")),
                    ComparedModel.open(folder.resolve("two")),
                    EvaluationConfig.DEFAULT,
                    1,
                    7)));
    // Once made, once kept.
    for (int time = 0; time < 2; time++) {
      assertThat(ok(COMPARE + "one&b=two&limit=7")).isEqualTo(expected);
    }
    assertThat(ok(COMPARE + "one&limit=7")).as("two is served").isEqualTo(expected);
  }

  @Test
  void theLimitBoundsTheLists() {
    JsonNode document = ok(COMPARE + "one&limit=2");
    assertThat(document.at("/drift/drifted_products").size()).isEqualTo(2);
    assertThat(ok(COMPARE + "one").at("/drift/drifted_products").size()).isEqualTo(10);
    assertThat(document.at("/products/common").asInt()).isEqualTo(TestRuns.PRODUCTS);
  }

  @Test
  void onlyRunsOfTheFolderAreReadWhateverARequestCallsThem() throws Exception {
    Path elsewhere = folder.resolveSibling("elsewhere/secret");
    assertThat(elsewhere.resolve("model.safetensors")).exists();
    for (String name :
        List.of(
            "none",
            "../elsewhere/secret",
            elsewhere.toString(),
            elsewhere.toUri().toString(),
            folder.resolve("one").toString(),
            "one/",
            "./one",
            "one/../one",
            "..",
            ".",
            "s3://shop/runs/one",
            "\u0000",
            "ONE")) {
      for (String path :
          List.of(COMPARE + Client.encoded(name), COMPARE + "one&b=" + Client.encoded(name))) {
        var response = client.get(path);
        assertThat(response.statusCode()).as(name).isIn(400, 404);
        assertThat(response.body()).as(name).doesNotContain("\"products\"");
      }
    }
    assertThat(detail(client.get(COMPARE + "../elsewhere/secret"), 404))
        .isEqualTo("no run has the id \"../elsewhere/secret\"; /api/v1/runs lists them");
  }

  @Test
  void runsThatCannotBeComparedSayWhy() {
    assertThat(detail(client.get("/api/v1/compare"), 400))
        .isEqualTo("a is missing: the id of a run; /api/v1/runs lists them");
    assertThat(detail(client.get(COMPARE + "stopped"), 409))
        .isEqualTo("run stopped is unfinished; only runs that are done can be compared");
    assertThat(detail(client.get(COMPARE + "broken"), 409)).contains("model.safetensors");
    assertThat(detail(client.get(COMPARE + "one&limit=0"), 400)).contains("limit");
    assertThat(detail(client.get(COMPARE + "x".repeat(201)), 400)).contains("201 characters");
  }

  private JsonNode ok(String path) {
    var response = client.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    return Client.json(response);
  }

  private static String detail(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return Client.json(response).at("/detail").asString();
  }
}
