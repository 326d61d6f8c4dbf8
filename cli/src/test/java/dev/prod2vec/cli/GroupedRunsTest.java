package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.file.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Runs of each group of a shop: north has two thirds of the orders, south one third, and east ten.
class GroupedRunsTest {
  private final Terminal terminal = new Terminal();
  @TempDir private Path folder;

  @Test
  void aRunOfAllOrdersIsFollowedByOneOfEachGroup() throws IOException {
    assertThat(run("--per-group", "--format", "json")).as(terminal.err()).isZero();
    JsonNode found = Json.MAPPER.readTree(terminal.out());
    assertThat(found.get("column").asString()).isEqualTo("region");
    assertThat(found.at("/groups/0/group/name").asString()).isEqualTo("north");
    assertThat(found.at("/groups/0/group/orders").asInt()).isEqualTo(793);
    assertThat(found.at("/groups/1/group/name").asString()).isEqualTo("south");
    assertThat(found.at("/groups/1/group/orders").asInt()).isEqualTo(397);
    assertThat(found.get("groups")).hasSize(2);
    assertThat(found.at("/tooSmall/0/name").asString()).isEqualTo("east");
    assertThat(found.at("/tooSmall/0/orders").asInt()).isEqualTo(10);
    String all = found.get("run").asString();
    String north = found.at("/groups/0/run").asString();
    JsonNode compared = found.at("/groups/0/comparison");
    assertThat(compared.at("/a/id").asString()).isEqualTo(all);
    assertThat(compared.at("/b/id").asString()).isEqualTo(north);
    assertThat(compared.at("/scores/trained_on").asInt()).isZero();
    assertThat(compared.at("/scores/metrics/0/a/value").asDouble()).isGreaterThan(0.5);
    JsonNode ingest =
        Json.MAPPER.readTree(Files.readString(runs().resolve(north).resolve("ingest.json")));
    assertThat(ingest.at("/baskets/orders").asInt()).isEqualTo(793);
    assertThat(Files.readString(runs().resolve(all).resolve("report.html")))
        .contains("Groups by region", "run --per-group");

    // Without a name, a model is that of all orders, though those of the groups are newer.
    assertThat(terminal.run("runs", "--out", runs().toString(), "--tag", "region=north")).isZero();
    assertThat(terminal.out()).contains(north).doesNotContain(all + " ");
    assertThat(run("--start-from", "newest")).as(terminal.err()).isZero();
    assertThat(terminal.err()).contains("training starts from run " + all + ":");
    assertThat(run("--start-from", "newest", "--orders.group", "north"))
        .as(terminal.err())
        .isZero();
    assertThat(terminal.err()).contains("training starts from run " + north + ":");
    assertThat(run("--start-from", "newest", "--orders.group", "east", "--quality.min-orders", "1"))
        .isNotZero();
    assertThat(terminal.err()).contains("no run of the group east in " + runs() + " is done yet");
  }

  @Test
  void aGroupWhoseRunFailsIsNamedAndTheOthersAreRun() throws IOException {
    assertThat(run("--per-group", "--quality.min-orders", "5")).isEqualTo(1);
    assertThat(terminal.err()).contains("warning: group east: ");
    assertThat(terminal.out())
        .contains("3 groups by region; scores are of the group's own test baskets")
        .containsPattern("north +[0-9]{8}-")
        .containsPattern("east +failed ")
        .contains(" differs most: ")
        .contains("compare ");
  }

  @Test
  void whatCannotBeRunPerGroupIsWrongUse() throws IOException {
    assertThat(wrong("--per-group", "--orders.group", "north"))
        .contains("--per-group: runs every group, but orders.group is north");
    assertThat(wrong("--per-group", "--orders.group-column", ""))
        .contains("--per-group: the groups of the orders are not known");
    assertThat(wrong("--per-group", "--resume", "20260101-000000"))
        .contains("--per-group: makes new runs, but --resume names one");
    assertThat(wrong("--per-group", "--orders", "-"))
        .contains("--per-group: reads the orders once for each group, but - can be read only once");
    assertThat(runs()).doesNotExist();
  }

  private Path runs() {
    return folder.resolve("runs");
  }

  private String wrong(String... words) throws IOException {
    assertThat(run(words)).as(terminal.err()).isEqualTo(2);
    return terminal.err();
  }

  private int run(String... words) throws IOException {
    StringBuilder orders = new StringBuilder("order_id,product_id,region\n");
    AisleRun.orders()
        .lines()
        .skip(1)
        .forEach(row -> {
          int order = Integer.parseInt(row.substring(0, row.indexOf(',')));
          String region = order <= 10 ? "east" : order % 3 == 0 ? "south" : "north";
          orders.append(row).append(',').append(region).append('\n');
        });
    Path file = Files.writeString(folder.resolve("orders.csv"), orders);
    List<String> all =
        new ArrayList<>(
            List.of(
                "run",
                "--training.noise-products",
                "32",
                "--dim",
                "16",
                "--epochs",
                "4",
                "--out",
                runs().toString()));
    if (!List.of(words).contains("--orders")) {
      all.addAll(List.of("--orders", file.toString()));
    }
    if (!List.of(words).contains("--orders.group-column")) {
      all.addAll(List.of("--orders.group-column", "region"));
    }
    all.addAll(List.of(words));
    return terminal.run(all.toArray(String[]::new));
  }
}
