package dev.prod2vec.server;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.prod2vec.file.Json;
import dev.prod2vec.live.LiveRun;
import dev.prod2vec.model.NeighbourAnswer;
import dev.prod2vec.model.NeighbourQuestion;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.vocabulary.FoundProduct;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the routes answer, and that the document of the API describes just that.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {
  private static final String PRODUCTS = "/api/v1/products";
  private static final String MILK = Client.encoded(TestRuns.id(20));

  /// A request for each path of the document.
  private static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          entry(PRODUCTS, PRODUCTS + "?q=creme&limit=3"),
          entry(PRODUCTS + "/{id}", PRODUCTS + "/" + MILK),
          entry(
              PRODUCTS + "/{id}/why/{other}",
              PRODUCTS + "/" + MILK + "/why/" + Client.encoded(TestRuns.id(21))),
          entry(PRODUCTS + "/{id}/similar", PRODUCTS + "/" + MILK + "/similar?limit=5"),
          entry(PRODUCTS + "/{id}/complements", PRODUCTS + "/" + MILK + "/complements?sort=lift"),
          entry(PRODUCTS + "/{id}/cannibals", PRODUCTS + "/" + MILK + "/cannibals?min_orders=2"),
          entry("/api/v1/vectors", "/api/v1/vectors?limit=3"),
          entry("/api/v1/map", "/api/v1/map"),
          entry("/api/v1/run", "/api/v1/run?run=one"),
          entry("/api/v1/runs", "/api/v1/runs"),
          entry("/health", "/health"),
          entry("/openapi.json", "/openapi.json"));

  private LiveRun live;
  private Server server;
  private Client client;
  private JsonNode document;
  private final List<String> said = new ArrayList<>();

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    live = new TestRuns(folder.resolve("runs")).add("one", Instant.EPOCH).open(said);
    server =
        Server.start(
            new Listening(Listening.LOOPBACK, 0, Optional.empty(), List.of()), live, said::add);
    live.start();
    client = new Client(server.port());
    document = Client.json(client.get("/openapi.json"));
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
    live.close();
    assertThat(said).isEmpty();
  }

  @Test
  void eachAnswerIsWhatTheDocumentSays() {
    Set<String> asked = new TreeSet<>(EXAMPLES.keySet());
    for (Map.Entry<String, String> example : EXAMPLES.entrySet()) {
      var response = client.get(example.getValue());
      assertThat(response.statusCode()).as(example.getValue()).isEqualTo(200);
      requireValid(
          "/paths/%s/get/responses/200/content/application~1json/schema"
              .formatted(escaped(example.getKey())),
          response);
    }
    for (String body :
        List.of(
            "{\"basket\":[\"20\",\"21\"],\"limit\":2}",
            "{\"baskets\":[{\"basket_id\":\"a\",\"products\":[\"20\"]},{\"basket_id\":\"b\",\"products\":[\"none\"]}]}")) {
      var response = client.post("/api/v1/complete", body);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      requireValid(
          "/paths/~1api~1v1~1complete/post/responses/200/content/application~1json/schema",
          response);
      requireValid(
          "/paths/~1api~1v1~1complete/post/requestBody/content/application~1json/schema", body);
    }
    asked.add("/api/v1/complete");
    assertThat(client.get("/api/v1/run/report").body()).startsWith("<header>");
    asked.add("/api/v1/run/report");
    assertThat(client.get("/api/v1/run/files/evaluation.json").statusCode()).isEqualTo(200);
    asked.add("/api/v1/run/files/{name}");
    var compared = client.get("/api/v1/compare?a=one&limit=3");
    assertThat(compared.statusCode()).as(compared.body()).isEqualTo(200);
    requireValid(
        "/paths/~1api~1v1~1compare/get/responses/200/content/application~1json/schema", compared);
    asked.add("/api/v1/compare");
    assertThat(client.get("/metrics").body()).contains("prod2vec_run_info{run=\"one\"} 1\n");
    asked.add("/metrics");
    assertThat(asked).containsExactlyInAnyOrderElementsOf(document.at("/paths").propertyNames());
  }

  @Test
  void eachProblemIsWhatTheDocumentSays() {
    for (String path :
        List.of(
            "/nothing",
            PRODUCTS + "/none",
            PRODUCTS + "/" + MILK + "/similar?limit=0",
            PRODUCTS + "/" + MILK + "/similar?limit=many",
            PRODUCTS + "/" + MILK + "/similar?same=isle",
            PRODUCTS + "/" + MILK + "/similar?sort=price",
            PRODUCTS + "?q=" + "x".repeat(201),
            PRODUCTS + "?q=a&q=b",
            PRODUCTS + "?query=a",
            PRODUCTS + "/" + MILK + "/why/none",
            PRODUCTS + "?run=none",
            PRODUCTS + "?run=../runs/one",
            PRODUCTS + "?run=one&run=one",
            "/api/v1/run/files/none",
            "/api/v1/run/files/..%2F..%2Fone%2Fmanifest.json",
            "/api/v1/run/files/..",
            "/api/v1/run/files/.lease.json",
            "/api/v1/vectors?id=none")) {
      var response = client.get(path);
      assertThat(response.statusCode()).as(path).isBetween(400, 404);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
      requireValid(
          "/paths/~1api~1v1~1products/get/responses/default/content/application~1problem+json/schema",
          response);
      assertThat(Client.json(response).at("/status").asInt()).isEqualTo(response.statusCode());
    }
  }

  @Test
  void theDocumentNamesEachOperationOnceAndEachSchemaThatItRefersTo() {
    List<String> operations = new ArrayList<>();
    document
        .at("/paths")
        .forEach(path -> path.forEach(it -> operations.add(it.at("/operationId").asString())));
    assertThat(operations).doesNotHaveDuplicates().hasSize(17);
    document
        .findValuesAsString("$ref")
        .forEach(reference -> assertThat(document.at(reference.substring(1)).isObject()).isTrue());
    assertThat(document.at("/openapi").asString()).isEqualTo("3.1.0");
  }

  @Test
  void neighboursAreTheDocumentOfTheCommandLine() {
    var run = live.run();
    var product = run.product(TestRuns.id(20)).orElseThrow();
    for (var kind :
        Map.of("similar", NeighbourKind.SUBSTITUTE, "complements", NeighbourKind.COMPLEMENT)
            .entrySet()) {
      NeighbourAnswer answer =
          NeighbourAnswer.of(
              new NeighbourQuestion(kind.getValue(), 5),
              List.of(new FoundProduct(product.id(), product, List.of(), FoundProduct.Match.EXACT)),
              run.model().recommender(0),
              run.vocabulary());
      assertThat(Client.json(client.get(PRODUCTS + "/" + MILK + "/" + kind.getKey() + "?limit=5")))
          .isEqualTo(Json.MAPPER.readTree(answer.json()));
    }
  }

  @Test
  void runsAreListedByTheirTags() {
    assertThat(Client.json(client.get("/api/v1/runs")).at("/runs/0/tags").isArray()).isTrue();
    assertThat(Client.json(client.get("/api/v1/runs?tag=none")).at("/runs").size()).isZero();
    assertThat(client.get("/api/v1/runs?tags=none").statusCode()).isEqualTo(400);
  }

  @Test
  void filtersAreThoseOfTheCommandLine() {
    String similar = PRODUCTS + "/" + MILK + "/similar?limit=100";
    assertThat(aisles(similar + "&same=aisle")).containsOnly("aisle 2");
    assertThat(aisles(similar + "&not=AISLE")).isNotEmpty().doesNotContain("aisle 2");
    assertThat(aisles(similar + "&within=aisle%3Daisle+1&within=aisle=aisle+3"))
        .containsOnly("aisle 1", "aisle 3");
    assertThat(aisles(similar + "&max_lift=0")).isNotEmpty().doesNotContain("aisle 2");
    assertThat(aisles(similar + "&min_orders=1000000")).isEmpty();
  }

  @Test
  void eachProductIsFoundByItsIdWhateverThatIs() {
    for (int product = 0; product < TestRuns.PRODUCTS; product++) {
      String id = TestRuns.id(product);
      JsonNode found = Client.json(client.get(PRODUCTS + "/" + Client.encoded(id)));
      assertThat(found.at("/product_id").asString()).isEqualTo(id);
      var similar = client.get(PRODUCTS + "/" + Client.encoded(id) + "/similar");
      assertThat(similar.statusCode()).isEqualTo(200);
      JsonNode search = Client.json(client.get(PRODUCTS + "?q=" + Client.encoded(id)));
      assertThat(search.at("/products").findValuesAsString("product_id")).contains(id);
      JsonNode vector = Client.json(client.get("/api/v1/vectors?id=" + Client.encoded(id)));
      assertThat(vector.at("/vectors/0/vector").size()).isEqualTo(8);
    }
  }

  @Test
  void namesThatAttackAreData() {
    var report = client.get("/api/v1/run/report");
    assertThat(report.body()).doesNotContain("<script", "<img", "onerror");
    JsonNode found = Client.json(client.get(PRODUCTS + "?limit=100"));
    assertThat(found.at("/products").findValuesAsString("product_name"))
        .contains(TestRuns.name(0), TestRuns.name(1), TestRuns.name(5));
    assertThat(client.get(PRODUCTS + "?limit=100").headers().firstValue("Content-Type"))
        .hasValue("application/json");
  }

  @Test
  void vectorsComePageByPageAndTheMapHasAPlaceForEach() {
    JsonNode first = Client.json(client.get("/api/v1/vectors?limit=20"));
    JsonNode second = Client.json(client.get("/api/v1/vectors?limit=20&offset=20"));
    assertThat(first.at("/vectors").size()).isEqualTo(20);
    assertThat(second.at("/vectors").size()).isEqualTo(TestRuns.PRODUCTS - 20);
    JsonNode map = Client.json(client.get("/api/v1/map"));
    for (String column :
        List.of("product_ids", "product_names", "counts", "categories/0/of", "x", "y")) {
      assertThat(map.at("/" + column).size()).isEqualTo(TestRuns.PRODUCTS);
    }
    int aisle = map.at("/categories/0/of/9").asInt();
    assertThat(map.at("/categories/0/values/" + aisle))
        .isEqualTo(product(map.at("/product_ids/9").asString()).at("/categories/aisle"));
    assertThat(map.at("/product_ids/0")).isEqualTo(first.at("/vectors/0/product_id"));
  }

  @Test
  void aBasketOfABatchIsCompletedAsIfItWereAlone() {
    String alone =
        client.post("/api/v1/complete", "{\"basket\":[\"20\",\"21\"],\"limit\":4}").body();
    var baskets = new ArrayList<String>();
    for (int i = 0; i < 200; i++) {
      baskets.add("{\"basket_id\":\"%s\",\"products\":[\"20\",\"21\"]}".formatted(i));
    }
    JsonNode batch =
        Client.json(
            client.post(
                "/api/v1/complete",
                "{\"limit\":4,\"baskets\":[%s]}".formatted(String.join(",", baskets))));
    assertThat(batch.at("/baskets").size()).isEqualTo(200);
    assertThat(batch.at("/baskets/199/neighbours"))
        .isEqualTo(Json.MAPPER.readTree(alone).at("/baskets/0/neighbours"));
  }

  @Test
  void productsAreListedByTheirIds() {
    JsonNode list =
        Client.json(
            client.get(PRODUCTS + "?id=21&id=none&id=" + MILK + "&id=" + Client.encoded("a/b")));
    assertThat(list.at("/products").findValuesAsString("product_id"))
        .containsExactly("21", TestRuns.id(20), "a/b");
    assertThat(list.at("/total").asInt()).isEqualTo(3);
  }

  @Test
  void whyTwoProductsAreNeighboursIsTheEvidenceOfTheirList() {
    JsonNode neighbour =
        Client.json(client.get(PRODUCTS + "/" + MILK + "/similar?limit=1")).at("/neighbours/0");
    String other = neighbour.at("/product_id").asString();
    JsonNode why = Client.json(client.get(PRODUCTS + "/" + MILK + "/why/" + Client.encoded(other)));
    assertThat(why.at("/other/product_id").asString()).isEqualTo(other);
    for (String key : List.of("bought_together", "lift")) {
      assertThat(why.at("/" + key)).isEqualTo(neighbour.at("/" + key));
    }
    assertThat(why.at("/words").toString()).contains("creme");
    assertThat(why.at("/companions").size()).isPositive();
    why.at("/companions")
        .forEach(companion ->
            assertThat(companion.at("/product/categories/aisle").asString()).isEqualTo("aisle 2"));
  }

  @Test
  void thePageHoldsNothingOfTheRunAndRunsNothingButItsOwnScript() {
    var page = client.get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("id=\"view\"").doesNotContain("Brûlée");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "connect-src 'self'", "script-src 'sha256-")
        .doesNotContain("unsafe");
  }

  @Test
  void aFileIsSentAsItIsAndAPageOfTheRunAsIfItCameFromNowhere() throws Exception {
    var file = client.get("/api/v1/run/files/evaluation.json");
    assertThat(file.body())
        .isEqualTo(Files.readString(live.run().file("evaluation.json").orElseThrow()));
    assertThat(file.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    var head =
        client.send(
            client
                .to("/api/v1/run/files/evaluation.json")
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.headers().firstValueAsLong("Content-Length"))
        .hasValue(Files.size(live.run().file("evaluation.json").orElseThrow()));
    var report = client.get("/api/v1/run/files/report.html");
    assertThat(report.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox allow-scripts")
        .doesNotContain("allow-same-origin");
    JsonNode run = Client.json(client.get("/api/v1/run"));
    assertThat(run.at("/categories").toString())
        .isEqualTo(
            "[{\"column\":\"aisle\",\"values\":[\"aisle 0\",\"aisle 1\",\"aisle 2\",\"aisle 3\"]}]");
    assertThat(run.at("/files").findValuesAsString("name"))
        .contains("model.safetensors", "manifest.json")
        .noneMatch(name -> name.startsWith("."));
  }

  @Test
  void theReportSaysWhatTheFileSays() throws Exception {
    String part = client.get("/api/v1/run/report").body();
    String file = Files.readString(live.run().file("report.html").orElseThrow());
    for (String title :
        List.of("results-title", "checks-title", "training-title", "settings-title")) {
      String section = section(title, part);
      assertThat(section).isNotEmpty().isEqualTo(section(title, file));
    }
  }

  private static String section(String title, String html) {
    int from = html.indexOf("id=\"" + title + "\"");
    return from < 0 ? "" : html.substring(from, html.indexOf("</section>", from));
  }

  private JsonNode product(String id) {
    return Client.json(client.get(PRODUCTS + "/" + Client.encoded(id)));
  }

  private List<String> aisles(String path) {
    return Client.json(client.get(path)).at("/neighbours").findValuesAsString("aisle");
  }

  private void requireValid(String pointer, HttpResponse<String> response) {
    requireValid(pointer, response.body());
  }

  /// Also refuses what the document does not name.
  private void requireValid(String pointer, String json) {
    ObjectNode schema = Json.MAPPER.createObjectNode();
    JsonNode closed = document.deepCopy();
    close(closed.at("/components/schemas"));
    schema.set("components", closed.at("/components"));
    JsonNode wanted = closed.at(pointer);
    assertThat(wanted.isObject()).as(pointer).isTrue();
    wanted.properties().forEach(entry -> schema.set(entry.getKey(), entry.getValue()));
    Schema compiled =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    assertThat(compiled.validate(Json.MAPPER.readTree(json))).as(pointer).isEmpty();
  }

  private static void close(JsonNode schemas) {
    schemas.forEach(schema -> ((ObjectNode) schema).put("additionalProperties", false));
  }

  private static String escaped(String path) {
    return path.replace("~", "~0").replace("/", "~1");
  }
}
