package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.file.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Filters of lists, lists of several products, and files of baskets, asked of a finished run.
class ManyQuestionsTest {
  private final AisleRun run = AisleRun.one();
  private final Terminal terminal = new Terminal();

  @TempDir private Path folder;

  @Test
  void aListIsFilteredBeforeItIsCut() {
    assertThat(rows(ok("similar", "p107", "--not", "aisle", "--limit", "30")))
        .hasSize(24)
        .noneMatch(line -> line.contains("aisle 0"));
    assertThat(rows(ok("similar", "p107", "--within", "AISLE=Aisle 2", "--limit", "30")))
        .hasSize(8)
        .allMatch(line -> line.endsWith("aisle 2"));
    assertThat(rows(ok("similar", "p107", "--same", "aisle", "--min-together", "1"))).hasSize(7);
    assertThat(ok("similar", "p107", "--min-together", "100000"))
        .endsWith("none: no product passes the filters\n");
    assertThat(rows(ok("similar", "--basket", "p100,p110", "--same", "aisle")))
        .hasSize(10)
        .noneMatch(line -> line.contains("aisle 2") || line.contains("aisle 3"));
  }

  @Test
  void aListIsSortedOnceItsProductsAreChosen() {
    List<String> best = column(ok("similar", "p107", "--limit", "5", "--format", "csv"), 0);
    String sorted = ok("similar", "p107", "--limit", "5", "--sort", "together", "--format", "csv");
    assertThat(column(sorted, 0)).containsExactlyInAnyOrderElementsOf(best);
    assertThat(column(sorted, 4).stream().map(Integer::valueOf).toList())
        .isSortedAccordingTo((a, b) -> b - a);
  }

  @Test
  void unknownColumnsAndBoundsThatMakeNoSenseAreRefused() {
    refused("no column \"aisel\" of categories; the columns are \"aisle\"", "--same", "aisel");
    refused("hint: did you mean \"aisle 1\"?", "--within", "aisle=asle 1");
    refused("--min-orders: must be 0 or more, but is -1", "--min-orders", "-1");
    refused("--max-lift: is \"x\", but must be a number", "--max-lift", "x");
    refused("--complements and --cannibals ask for different", "--complements", "--cannibals");
    refused("are different questions; ask one", "--product", "p101");
  }

  @Test
  void cannibalsNeedEvidence() {
    assertThat(ok("similar", "p107", "--cannibals"))
        .startsWith("competing with Crème")
        .endsWith(
            "none: no similar product is bought along with it so seldom that it is no luck\n");
  }

  @Test
  void severalProductsHaveAListEach() {
    String[] two = {"similar", "--product", "p107", "--product", "crème \"brûlée\", no. 110"};
    assertThat(ok(two))
        .contains("instead of Crème \"brûlée\", No. 107\n")
        .contains("\n\ninstead of Crème \"brûlée\", No. 110\n");
    List<String> asked = column(ok(with(two, "--format", "csv", "--limit", "2")), 0);
    assertThat(asked).containsExactly("p107", "p107", "p110", "p110");
    JsonNode document = Json.MAPPER.readTree(ok(with(two, "--format", "json")));
    assertThat(document.at("/1/asked/0/product_id").asString()).isEqualTo("p110");
    assertThat(document.get(0))
        .isEqualTo(Json.MAPPER.readTree(ok("similar", "p107", "--format", "json")));
  }

  @Test
  void linesThatNameNoProductAreNamedAndTheOthersAreAnswered() throws Exception {
    Path file = Files.writeString(folder.resolve("ids.txt"), "\uFEFFp107\nNo. 110\n\np110\r\n");
    String[] words = {"similar", "--products", file.toString(), "--format", "csv", "--limit", "1"};
    assertThat(inRuns(words)).isEqualTo(1);
    assertThat(column(terminal.out(), 0)).containsExactly("p107", "p110");
    assertThat(terminal.err())
        .isEqualTo(
            "warning: %s:2: no product has the id or the name \"No. 110\"; did you mean Crème \"brûlée\", No. 110 (id p110)?%n"
                .formatted(file));
    Files.writeString(file, "milk\n");
    assertThat(inRuns(words)).isEqualTo(1);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).contains("error: " + file + ": no line names a product");
    assertThat(inRuns("similar", "--products", "nowhere.txt")).isEqualTo(2);
    assertThat(terminal.err()).contains("--products: no file nowhere.txt");
  }

  @Test
  void aFileOfBasketsIsCompletedAsEachBasketIs() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("b.csv"),
            "order_id,product_id\n7,p100\n7,p101\n3,p120\n7,p102\n2,unknown\n5,p131,x\n");
    String[] words = {"complete", "--baskets", file.toString(), "--limit", "4"};
    assertThat(inRuns(words)).isEqualTo(1);
    assertThat(terminal.err())
        .contains("warning: " + file + ":7: 3 fields found, 2 expected")
        .contains("warning: left out 1 row with 1 product that the model does not know: unknown");
    assertThat(column(terminal.out(), 0)).containsExactly("7", "7", "7", "7", "3", "3", "3", "3");
    List<String> completed = column(terminal.out(), 2);
    assertThat(completed.subList(0, 4))
        .isEqualTo(
            column(
                ok("similar", "--basket", "p100,p101,p102", "--limit", "4", "--format", "csv"), 0));
    assertThat(inRuns(with(words, "--format", "json"))).isEqualTo(1);
    JsonNode document = Json.MAPPER.readTree(terminal.out());
    assertThat(document.size()).isEqualTo(3);
    assertThat(document.at("/2/neighbours").size()).isZero();
  }

  @Test
  void filesWithABasketALineAndFiltersAndParquetWork() throws Exception {
    Path file = Files.writeString(folder.resolve("b.txt"), "p100 p101\np120\n");
    Path to = folder.resolve("completed.parquet");
    String[] words = {
      "complete",
      "--baskets",
      file.toString(),
      "--orders.format",
      "baskets",
      "--orders.separator",
      " ",
      "--not",
      "aisle"
    };
    assertThat(ok(with(words, "--format", "parquet", "--file", to.toString())))
        .isEqualTo(to + System.lineSeparator());
    assertThat(to).isNotEmptyFile();
    List<String> products = column(ok(words), 2);
    assertThat(products).hasSize(20);
    assertThat(products.subList(0, 10)).noneMatch(id -> id.compareTo("p108") < 0);
    assertThat(inRuns(with(words, "--format", "parquet"))).isEqualTo(2);
    assertThat(terminal.err()).startsWith("error: --file: Parquet is written to a file");
  }

  private void refused(String message, String... flags) {
    assertThat(inRuns(with(new String[] {"similar", "p107"}, flags))).as(message).isEqualTo(2);
    assertThat(terminal.err()).contains(message);
    assertThat(terminal.out()).isEmpty();
  }

  /// The lines below the headings of a table.
  private static List<String> rows(String table) {
    return table.lines().dropWhile(line -> !line.startsWith("name ")).skip(1).toList();
  }

  /// A column of csv whose earlier columns hold no comma outside quotes.
  private static List<String> column(String csv, int column) {
    return csv.lines()
        .skip(1)
        .map(line -> line.replaceAll("\"(?:[^\"]|\"\")*\"", "").split(",", -1)[column])
        .toList();
  }

  private int inRuns(String... words) {
    return terminal.run(with(words, "--out", run.runs().toString()));
  }

  private static String[] with(String[] words, String... more) {
    return Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new);
  }

  private String ok(String... words) {
    assertThat(inRuns(words)).as(terminal.err()).isZero();
    return terminal.out();
  }
}
