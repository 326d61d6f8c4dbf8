package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.file.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Questions about a product that is in no file, and the test of such answers. No two products of
/// the run share a word that says something, so categories decide.
class NewProductTest {
  private final AisleRun run = AisleRun.one();
  private final Terminal terminal = new Terminal();

  @Test
  void aProductThatIsInNoFileHasTheSubstitutesOfItsCategory() {
    String table = ok("similar", "--new", "Tarte", "--category", "aisle=AISLE 2", "--limit", "5");
    assertThat(table)
        .startsWith(
            """
            instead of Tarte

            No training order has it, so its place is what its name and categories suggest.
            """);
    assertThat(table.lines().filter(line -> line.endsWith("aisle 2"))).hasSize(5);
    assertThat(table).contains("rests on", "names");
  }

  @Test
  void jsonAndCsvMarkItAndSayWhatTheListRestsOn() {
    List<String> question =
        List.of("similar", "--new", "Tarte", "--category", "aisle=aisle 2", "--limit", "3");
    JsonNode document =
        Json.MAPPER.readTree(
            ok(
                Stream.concat(question.stream(), Stream.of("--format", "json"))
                    .toArray(String[]::new)));
    assertThat(document.at("/asked/0/source").asString()).isEqualTo("side-information");
    assertThat(document.at("/asked/0/product_id").asString()).isEmpty();
    assertThat(document.at("/neighbours/2/source").asString()).isEqualTo("orders");
    assertThat(document.at("/neighbours/2/rests_on").asString()).isEqualTo("names");
    String csv =
        ok(Stream.concat(question.stream(), Stream.of("--format", "csv")).toArray(String[]::new));
    assertThat(csv.lines().skip(1)).hasSize(3).allMatch(line -> line.endsWith(",names,aisle 2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--new Tarte | --new: no two products of this model have any word of \"Tarte\", or its categories",
        "--new Tarte --category | --category: a value is missing; COLUMN=VALUE expected",
        "--new Tarte --category x | \"x\": a column and a category expected, as COLUMN=CATEGORY; the columns are \"aisle\"",
        "--new Tarte --category aile=x | no column \"aile\" of categories; the columns are \"aisle\"",
        "--new Tarte --category aisle=x | no trained product has the aisle \"x\"; the known ones are \"aisle 0\"",
        "--category aisle=x | --category: describes the product of --new",
        "--new Tarte --complements | it does not go together with --complements, which is about",
        "--new Tarte --cannibals | it does not go together with --cannibals, which is about",
        "--new Tarte --basket p100 | it does not go together with --basket",
        "--new Tarte --product p100 | it does not go together with --product",
        "--new Tarte --products ids.txt | it does not go together with --products",
        "--new Tarte --best-match | it does not go together with --best-match: there is nothing",
        "--products ids.txt --best-match | --best-match and --products do not go together",
        "p100 --new Tarte | it does not go together with another product"
      })
  void whatCannotBeAnsweredIsSaid(String question, String message) {
    List<String> args = new ArrayList<>(List.of("similar"));
    args.addAll(List.of(question.split(" ")));
    assertThat(inRuns(args.toArray(String[]::new))).isEqualTo(2);
    assertThat(terminal.err()).contains(message);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void evaluateTakesProductsOutAndBringsThemBack() {
    String orders = run.folder().resolve("orders.csv").toString();
    String directory = run.directory().toString();
    JsonNode report =
        Json.MAPPER.readTree(
            evaluated(
                "evaluate",
                "--model",
                directory,
                "--baskets",
                orders,
                "--new-products",
                "--format",
                "json"));
    int out = report.get("takenOut").asInt();
    assertThat(out).isBetween(1, 10);
    assertThat(out + report.get("trained").asInt()).isEqualTo(32);
    assertThat(report.at("/found/1/features/1").asString()).isEqualTo("aisle");
    assertThat(evaluated("evaluate", "--model", directory, "--baskets", orders, "--new-products"))
        .contains("taken out of the orders", "share of ten substitutes", "names, aisle");
  }

  private String evaluated(String... args) {
    assertThat(terminal.run(args)).as(terminal.err()).isZero();
    return terminal.out();
  }

  private String ok(String... args) {
    assertThat(inRuns(args)).as(terminal.err()).isZero();
    return terminal.out();
  }

  private int inRuns(String... args) {
    return terminal.run(
        Stream.concat(Stream.of(args), Stream.of("--out", run.runs().toString()))
            .toArray(String[]::new));
  }
}
