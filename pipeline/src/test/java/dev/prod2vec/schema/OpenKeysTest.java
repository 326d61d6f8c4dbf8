package dev.prod2vec.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The keys that Airflow's DAG opens to whoever may trigger it.
class OpenKeysTest {
  private static final Pattern SECTION =
      Pattern.compile("(?m)^    \"([a-z]+)\": ((?:\\s*\"[^\"]*\")+),$");
  private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

  /// One reads a folder of the worker, the other is a choice of the deployment.
  private static final Set<String> CLOSED =
      Set.of("start.from", "tuning.earlier-study", "export.csv-formulas");

  @Test
  void aNewKeyOfAnOpenSectionIsOpenInTheDagOrClosedHere() throws IOException {
    String dag = Files.readString(Path.of("../airflow/dags/train_prod2vec.py"));
    String list = dag.substring(dag.indexOf("OPEN_KEYS = {"), dag.indexOf("OPEN = frozenset"));
    Set<String> open = new TreeSet<>();
    Set<String> sections = new TreeSet<>();
    for (MatchResult section : SECTION.matcher(list).results().toList()) {
      sections.add(section.group(1));
      String names =
          TEXT.matcher(section.group(2))
              .results()
              .map(text -> text.group(1))
              .collect(Collectors.joining());
      for (String name : names.split(" ", -1)) {
        open.add(section.group(1) + "." + name);
      }
    }
    Set<String> expected =
        Config.SCHEMA.keys().stream()
            .filter(key -> sections.contains(key.section()))
            .map(Key::name)
            .filter(name -> !CLOSED.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(sections)
        .containsExactly(
            "baskets", "evaluation", "export", "quality", "start", "training", "tuning");
    assertThat(open).isEqualTo(expected);
  }
}
