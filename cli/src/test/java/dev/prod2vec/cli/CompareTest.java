package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.file.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two runs side by side.
class CompareTest {
  private final AisleRun run = AisleRun.one();
  private final Terminal terminal = new Terminal();

  @Test
  void aRunAndAModelOfOtherOrdersAreCompared(@TempDir Path folder) throws Exception {
    String orders = AisleRun.orders().replaceAll("p131\\b", "q131");
    Path file = Files.writeString(folder.resolve("orders.csv"), orders);
    String model = folder.resolve("model").toString();
    assertThat(
            terminal.run(
                "train",
                "--baskets",
                file.toString(),
                "--out",
                model,
                "--dim",
                "8",
                "--epochs",
                "2",
                "--training.noise-products",
                "32"))
        .as(terminal.err())
        .isZero();
    String text = ok(run.id(), model);
    assertThat(text)
        .startsWith(
            """
               run              products  dim
            A  20260102-030405        32   16
            B  model                  32    8
            """)
        .contains(
            "note: model has no test orders, so the ones of 20260102-030405 are used\n",
            "note: no test basket is left, so nothing was scored\n",
            "31 products in both, 1 new in B, 1 gone from A\n",
            "\nnew in B",
            "changed most",
            "drifted most")
        .doesNotContain("HR@10");
    JsonNode json = Json.MAPPER.readTree(ok(run.id(), model, "--format", "json", "--limit", "4"));
    assertThat(json.at("/products/gone_products/0/product_id").asString()).isEqualTo("p131");
    assertThat(json.at("/products/added_products/0/product_id").asString()).isEqualTo("q131");
    assertThat(json.at("/neighbours/changed_products").size()).isEqualTo(4);
    assertThat(json.at("/drift/drifted_products").size()).isEqualTo(4);
  }

  @Test
  void aRunBesideItselfHasTheScoresOfItsReportAndNoDifference() throws Exception {
    String text = ok(run.id(), run.directory().toString());
    assertThat(text)
        .contains(
            "32 products in both, 0 new in B, 0 gone from A",
            "100.0% of a product's ten substitutes stay",
            "no clear lead")
        .doesNotContain("note:", "changed most");
    JsonNode report =
        Json.MAPPER.readTree(Files.readString(run.directory().resolve("evaluation.json")));
    JsonNode json = Json.MAPPER.readTree(ok(run.id(), run.id(), "--format", "json"));
    assertThat(json.at("/scores/metrics/0/a/value")).isEqualTo(report.at("/scores/0/hitRate10"));
    assertThat(json.at("/scores/metrics/0/a/low")).isEqualTo(report.at("/scores/0/hitRate10Low"));
  }

  @Test
  void whatCannotBeComparedIsWrongUse(@TempDir Path folder) throws Exception {
    assertThat(wrong(run.id()))
        .isEqualTo("error: B: is missing, but needed\nhint: prod2vec compare --help\n");
    assertThat(wrong(run.id(), "20250101-000000"))
        .startsWith("error: no such run: 20250101-000000\nhint: in ");
    assertThat(wrong(run.id(), run.id(), "--limit", "0"))
        .isEqualTo("error: --limit: must be 1 or more, but is 0\n");
    assertThat(wrong(run.id(), run.id(), run.id())).contains("is too much; it takes A B and flags");
    Path unfinished = Files.createDirectory(folder.resolve("20260101-000000"));
    for (String name : new String[] {"manifest.json", "config.yaml", "run.json"}) {
      if (Files.exists(run.directory().resolve(name))) {
        Files.copy(run.directory().resolve(name), unfinished.resolve(name));
      }
    }
    assertThat(wrong(run.id(), unfinished.toString())).contains("holds no model.safetensors");
    Path orders =
        Files.writeString(
            folder.resolve("orders.csv"), AisleRun.orders().replaceAll(",p(\\d)", ",other$1"));
    String model = folder.resolve("model").toString();
    assertThat(
            terminal.run(
                "train",
                "--baskets",
                orders.toString(),
                "--out",
                model,
                "--dim",
                "8",
                "--epochs",
                "1",
                "--training.noise-products",
                "32"))
        .as(terminal.err())
        .isZero();
    assertThat(wrong(run.id(), model)).contains("have no product in common, by id: ");
  }

  private String ok(String... words) {
    assertThat(run(words)).as(terminal.err()).isZero();
    return terminal.out();
  }

  private String wrong(String... words) {
    assertThat(run(words)).as(terminal.out()).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
    return terminal.err();
  }

  private int run(String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "compare";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "--out";
    all[words.length + 2] = run.runs().toString();
    return terminal.run(all);
  }
}
