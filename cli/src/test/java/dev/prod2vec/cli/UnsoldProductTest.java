package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.file.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Questions about products that are new to a run: `n0` to `n3`, one an aisle, are listed and in no
/// order; `rare` is in one; `twin` has the name of the sold `p100`.
class UnsoldProductTest {
  private static final int AISLES = 4;

  @TempDir private static Path folder;

  private final Terminal terminal = new Terminal();

  @BeforeAll
  static void train() throws IOException {
    Path orders =
        Files.writeString(
            folder.resolve("orders.csv"), AisleRun.orders() + "last,p100\nlast,rare\n");
    StringBuilder products = new StringBuilder("product_id,product_name,aisle\n");
    for (int product = 0; product < AISLES * AisleRun.PRODUCTS_PER_AISLE; product++) {
      products.append(
          "p%1$s,Tarte %1$s,aisle %2$s\n"
              .formatted(100 + product, product / AisleRun.PRODUCTS_PER_AISLE));
    }
    for (int aisle = 0; aisle < AISLES; aisle++) {
      products.append("n%1$s,Novelty %1$s,aisle %1$s\n".formatted(aisle));
    }
    products.append("rare,Rarity,aisle 3\ntwin,Tarte 100,aisle 0\n");
    Path listed = Files.writeString(folder.resolve("products.csv"), products);
    Terminal terminal = new Terminal();
    int exit =
        terminal.run(
            "run",
            "--orders",
            orders.toString(),
            "--products",
            listed.toString(),
            "--products.category-columns",
            "aisle",
            "--training.noise-products",
            "32",
            "--dim",
            "16",
            "--epochs",
            "4",
            "--out",
            folder.resolve("runs").toString());
    assertThat(exit).as(terminal.err()).isZero();
  }

  @Test
  void aFileOfProductsMayNameNewOnes() throws Exception {
    Path file = Files.writeString(folder.resolve("ids.txt"), "n2\np100\nTarte 100\nNovelty 1\n");
    String csv = ok("similar", "--products", file.toString(), "--limit", "4", "--format", "csv");
    List<String[]> rows = csv.lines().skip(1).map(line -> line.split(",", -1)).toList();
    assertThat(rows)
        .extracting(row -> row[0])
        .containsExactly(
            "n2", "n2", "n2", "n2", "p100", "p100", "p100", "p100", "p100", "p100", "p100", "p100",
            "n1", "n1", "n1", "n1");
    assertThat(rows.subList(0, 4)).allMatch(row -> row[row.length - 1].equals("aisle 2"));
    assertThat(rows.subList(12, 16)).allMatch(row -> row[row.length - 1].equals("aisle 1"));
    assertThat(rows).as("what is bought").allMatch(row -> row[3].startsWith("p1"));
  }

  @Test
  void aBasketMayHoldANewProduct() {
    assertThat(ok("similar", "--basket", "n1,p108", "--limit", "3"))
        .contains(
            "Not learned from orders, but placed by name and categories: Novelty 1.", "aisle 1");
    JsonNode answer =
        Json.MAPPER.readTree(ok("similar", "--basket", "Tarte 100,n0", "--format", "json"));
    assertThat(answer.get("asked").findValuesAsString("product_id")).containsExactly("p100", "n0");
    assertThat(answer.get("asked").findValuesAsString("source"))
        .containsExactly("orders", "side-information");
  }

  @Test
  void aFileOfBasketsWithNewProductsIsCompleted() throws Exception {
    Path file = Files.writeString(folder.resolve("b.csv"), "order_id,product_id\n7,n2\n8,p100\n");
    String csv = ok("complete", "--baskets", file.toString(), "--limit", "3");
    assertThat(terminal.err()).doesNotContain("does not know");
    List<String> completed = csv.lines().skip(1).map(line -> line.split(",", -1)[2]).toList();
    assertThat(csv.lines().skip(1).map(line -> line.split(",", -1)[0]))
        .containsExactly("7", "7", "7", "8", "8", "8");
    assertThat(completed.subList(0, 3))
        .allMatch(id -> id.compareTo("p115") > 0 && id.compareTo("p124") < 0);
  }

  @Test
  void whatSellsWithItOrAgainstItIsUnknown() {
    assertThat(ok("similar", "n1", "--cannibals"))
        .isEqualTo(
            """
            competing with Novelty 1

            No training order has it, so nobody can say what takes its sales. prod2vec similar n1 shows what could be bought instead of it.

            none
            """);
    assertThat(ok("similar", "n1", "--complements", "--min-orders", "2"))
        .contains("No training order has it, so nobody can say what is bought along with it.")
        .endsWith("\n\nnone\n");
    assertThat(ok("similar", "rare"))
        .contains(
            "It is in 1 training order, but not among the products that were trained, so its place");
  }

  @Test
  void filtersAreNamedOnlyWhereTheyAreGiven() {
    assertThat(ok("similar", "p107", "--cannibals", "--same", "aisle"))
        .endsWith(
            "none: no similar product that passes the filters is bought along with it so seldom that it is no luck\n");
    assertThat(ok("similar", "p107", "--cannibals")).doesNotContain("filters");
    assertThat(ok("similar", "n1", "--min-together", "1"))
        .endsWith("none: no product passes the filters\n");
  }

  @Test
  void theSameCategoryIsThatOfTheNewProduct() {
    assertThat(
            ok("similar", "n2", "--same", "aisle", "--limit", "30")
                .lines()
                .filter(line -> line.endsWith("aisle 2")))
        .hasSize(AisleRun.PRODUCTS_PER_AISLE);
    assertThat(ok("similar", "n2", "--not", "aisle", "--limit", "30"))
        .doesNotContain("aisle 2")
        .contains("aisle 0", "aisle 1", "aisle 3");
  }

  private String ok(String... words) {
    String[] all =
        Stream.of(words, new String[] {"--out", folder.resolve("runs").toString()})
            .flatMap(Stream::of)
            .toArray(String[]::new);
    assertThat(terminal.run(all)).as(terminal.err()).isZero();
    return terminal.out();
  }
}
