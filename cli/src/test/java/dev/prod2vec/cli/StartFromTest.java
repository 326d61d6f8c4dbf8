package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.file.Json;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Runs that start from an earlier run: of the same shop a day later, with product p131 gone and
/// product p200 new.
class StartFromTest {
  private final AisleRun yesterday = AisleRun.one();
  private final Terminal terminal = new Terminal();
  private String idsBeginWith = "p";
  @TempDir private Path folder;

  @Test
  void aRunTakesOverTheVectorsAndSaysWhatChanged() throws IOException {
    Path run = ok("--start-from", yesterday.directory().toString());
    assertThat(terminal.err())
        .contains("training starts from run 20260102-030405: 31 products known, 1 new, 1 gone\n");
    assertThat(terminal.out())
        .contains("since run 20260102-030405: on the same baskets and products, HR@10 is ")
        .contains("; vectors moved by ");
    JsonNode start = json(run, "evaluation.json").get("start");
    assertThat(start.get("common").asInt()).isEqualTo(31);
    assertThat(start.get("added").asInt()).isEqualTo(1);
    assertThat(start.get("gone").asInt()).isEqualTo(1);
    assertThat(start.at("/drift/meanByOrders").asDouble()).isBetween(1e-6, 0.2);
    // The product that was left out is another one, since products have other numbers.
    assertThat(start.at("/scores/earlierHitRate10/value").asDouble()).isGreaterThan(0.8);
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("What changed since the earlier run", "Training started with the vectors of run");
    Vocabulary vocabulary = PreparedData.vocabulary(run.resolve("vocabulary.parquet"));
    Product added = named(vocabulary, "p200");
    Embedding startsWith = Safetensors.read(run.resolve("start.safetensors")).embedding();
    // Its name and its aisle are those of p100, so it begins where they say.
    Product alike = named(vocabulary, "p100");
    Product other = named(vocabulary, "p110");
    assertThat(cosine(startsWith, added, alike)).isGreaterThan(cosine(startsWith, added, other));
    assertThat(
            terminal.run(
                "compare", yesterday.directory().toString(), run.toString(), "--format", "json"))
        .isZero();
    JsonNode compared = Json.MAPPER.readTree(terminal.out());
    assertThat(compared.at("/scores/metrics/0/difference/value").asDouble())
        .isEqualTo(start.at("/scores/hitRate10Lead/value").asDouble());
  }

  @Test
  void goneProductsKeepTheirVectorsIfAsked() throws IOException {
    Path run =
        ok("--start-from", yesterday.directory().toString(), "--start.gone-products", "keep");
    assertThat(terminal.err()).contains("32 products known, 1 new, 0 gone, 1 kept");
    Vocabulary vocabulary = PreparedData.vocabulary(run.resolve("vocabulary.parquet"));
    Product kept = named(vocabulary, "p131");
    assertThat(kept.index()).isEqualTo(vocabulary.size() - 1);
    Vocabulary before =
        PreparedData.vocabulary(yesterday.directory().resolve("vocabulary.parquet"));
    Product was = named(before, "p131");
    assertThat(kept.name()).isEqualTo(was.name());
    assertThat(before.categories(was)).isEqualTo(vocabulary.categories(kept));
    assertThat(kept.count()).isEqualTo(was.count());
    assertThat(row(model(run), kept)).isEqualTo(row(model(yesterday.directory()), was));
    assertThat(terminal.run("similar", "--run", run.toString(), "p131")).isZero();
    assertThat(terminal.out()).startsWith("instead of Crème \"brûlée\", No. 131\n");
  }

  @Test
  void theNewestFinishedRunIsFoundAndTheFirstRunStartsFromNothing() throws IOException {
    Path first = ok("--start-from", "newest");
    assertThat(terminal.err())
        .contains(
            "no run in "
                + folder.resolve("runs")
                + " is done yet, so training starts from nothing");
    assertThat(first.resolve("start.safetensors")).doesNotExist();
    Path second = ok("--start-from", "newest");
    assertThat(terminal.err()).contains("training starts from run " + first.getFileName() + ":");
    // The same orders: nothing is new, and the result depends on the start.
    assertThat(Files.readAllBytes(second.resolve("model.safetensors")))
        .isNotEqualTo(Files.readAllBytes(first.resolve("model.safetensors")));
    Path again = ok("--start-from", first.getFileName().toString(), "--threads", "1");
    assertThat(again.resolve("model.safetensors"))
        .hasSameBinaryContentAs(second.resolve("model.safetensors"));
  }

  @Test
  void whatCannotBeStartedFromIsWrongUse() throws IOException {
    String place = yesterday.directory().toString();
    assertThat(wrong("--start-from", place, "--dim", "8"))
        .contains(
            "training.dim: is 8, but the vectors of run 20260102-030405 were trained with 16\nhint: --training.dim 16");
    assertThat(wrong("--start-from", place, "--objective", "skip-gram"))
        .contains("training.objective: is skip-gram, but the vectors of run");
    assertThat(wrong("--start-from", place, "--training.agreement", "8"))
        .contains("training.agreement: is 8, but the vectors of run");
    assertThat(wrong("--start-from", "20250101-000000")).contains("no such run: 20250101-000000");
    assertThat(wrong("--start-from", place, "--tune"))
        .contains("tune and start.from exclude each other");
    idsBeginWith = "q";
    assertThat(wrong("--start-from", place))
        .contains(
            "start.from: run 20260102-030405 and these orders have no product in common, by id: it has \"p1");
    idsBeginWith = "p";
    Path old = copy("old");
    Files.delete(old.resolve("manifest.json"));
    Path model = old.resolve("model.safetensors");
    Safetensors.Model whole = Safetensors.read(model);
    Files.delete(model);
    Safetensors.write(model, whole.embedding(), whole.metadata());
    assertThat(wrong("--start-from", old.toString()))
        .contains(
            "start.from: "
                + model
                + " has vectors alone, without the accumulators that a training continues with");
    // Without the records of its tasks, as after a kill.
    Path unfinished = copy("20260101-000000");
    assertThat(wrong("--start-from", unfinished.toString())).contains("is not done");
  }

  @Test
  void vectorsThatAreNoLongerComparableAreNotExported() throws IOException {
    assertThat(
            run("--start-from", yesterday.directory().toString(), "--start.max-drift", "0.000001"))
        .isEqualTo(4);
    assertThat(terminal.err())
        .contains(
            "the vectors are no longer comparable with those of run 20260102-030405",
            "allowed is 0.000 (start.max-drift); nothing is exported");
  }

  @Test
  void theEarlierModelIsNotScoredOnOrdersThatItMayKnow() throws IOException {
    Path run = ok("--start-from", yesterday.directory().toString(), "--baskets.split-seed", "2");
    JsonNode start = json(run, "evaluation.json").get("start");
    assertThat(start.get("scores").isNull()).isTrue();
    assertThat(start.get("unscored").asString()).isEqualTo("it held out other orders");
    assertThat(terminal.out()).contains("not scored against it: it held out other orders; vectors");
  }

  private Path copy(String name) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name));
    for (String file :
        List.of("model.safetensors", "vocabulary.parquet", "ingest.json", "manifest.json")) {
      Files.copy(
          yesterday.directory().resolve(file),
          copy.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  private static Embedding model(Path run) throws IOException {
    return Safetensors.read(run.resolve("model.safetensors")).embedding();
  }

  private static float[] row(Embedding embedding, Product product) {
    int from = product.index() * embedding.dim();
    return Arrays.copyOfRange(embedding.input(), from, from + embedding.dim());
  }

  private static double cosine(Embedding embedding, Product a, Product b) {
    float[] x = row(embedding, a);
    float[] y = row(embedding, b);
    double along = 0;
    double own = 0;
    double other = 0;
    for (int k = 0; k < x.length; k++) {
      along += x[k] * y[k];
      own += x[k] * x[k];
      other += y[k] * y[k];
    }
    return along / Math.sqrt(own * other);
  }

  private static Product named(Vocabulary vocabulary, String id) {
    return vocabulary.products().stream()
        .filter(product -> product.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode json(Path run, String name) throws IOException {
    return Json.MAPPER.readTree(Files.readString(run.resolve(name)));
  }

  private Path ok(String... words) throws IOException {
    assertThat(run(words)).as(terminal.err()).isZero();
    try (var runs = Files.list(folder.resolve("runs"))) {
      return runs.max((a, b) -> order(a).compareTo(order(b))).orElseThrow();
    }
  }

  /// Runs of the same second are numbered.
  private static String order(Path run) {
    String name = run.getFileName().toString();
    return name.length() + name;
  }

  private String wrong(String... words) throws IOException {
    assertThat(run(words)).as(terminal.err()).isEqualTo(2);
    return terminal.err();
  }

  private int run(String... words) throws IOException {
    Path orders =
        Files.writeString(
            folder.resolve("orders.csv"),
            AisleRun.orders()
                .replaceAll("[0-9]+,p131\n", "")
                .replaceAll("([0-9]*[13579]),p103\n", "$1,p200\n")
                .replaceAll(",p([0-9])", "," + idsBeginWith + "$1"));
    String table = Files.readString(yesterday.folder().resolve("products.csv"));
    Path products =
        Files.writeString(
            folder.resolve("products.csv"), table + "p200,\"Crème, No. 0\",aisle 0\n");
    List<String> all =
        new ArrayList<>(
            List.of(
                "run",
                "--orders",
                orders.toString(),
                "--products",
                products.toString(),
                "--products.category-columns",
                "aisle",
                "--training.noise-products",
                "32",
                "--epochs",
                "2",
                "--out",
                folder.resolve("runs").toString()));
    if (!List.of(words).contains("--dim")) {
      all.addAll(List.of("--dim", "16"));
    }
    all.addAll(List.of(words));
    return terminal.run(all.toArray(String[]::new));
  }
}
