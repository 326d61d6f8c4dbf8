package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunDifferencesTest {
  private static Map<String, Object> config(
      List<String> files, int dim, String objective, int threads) {
    return Map.of(
        "orders", Map.of("files", files, "table", "", "query", ""),
        "training", Map.of("dim", dim, "objective", objective, "threads", threads, "epochs", 10),
        "s3", Map.of("region", "of-machine-" + threads),
        "tune", dim == 64);
  }

  @Test
  void onlySettingsThatAreNotTheSameInAllRunsTellThemApart() {
    Map<String, Object> one = config(List.of("a/orders.csv"), 64, "completion", 1);
    Map<String, Object> two = config(List.of("b/may.csv", "b/june.csv"), 128, "completion", 2);
    RunDifferences differences = RunDifferences.of(List.of(one, two));
    assertThat(differences.settings(one).split(" "))
        .containsExactlyInAnyOrder("dim=64", "tune=true");
    assertThat(differences.settings(two).split(" "))
        .containsExactlyInAnyOrder("dim=128", "tune=false");
    assertThat(RunDifferences.of(List.of(one)).settings(one)).isEmpty();
  }

  @Test
  void dataIsTheNameOfTheFirstFileOrOfTheTable() {
    assertThat(RunDifferences.data(config(List.of("a/orders.csv"), 1, "", 1)))
        .isEqualTo("orders.csv");
    assertThat(RunDifferences.data(config(List.of("s3://b/may.csv", "x", "y"), 1, "", 1)))
        .isEqualTo("may.csv and 2 more");
    assertThat(
            RunDifferences.data(
                Map.of("orders", Map.of("files", List.of(), "table", "sales.lines", "query", ""))))
        .isEqualTo("sales.lines");
    assertThat(
            RunDifferences.data(
                Map.of("orders", Map.of("files", List.of(), "table", "", "query", "SELECT 1"))))
        .isEqualTo("a query");
    assertThat(RunDifferences.data(Map.of())).isEmpty();
  }
}
