package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.run.FolderPlace;
import dev.prod2vec.config.Config;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.run.Run;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TableChoiceTest {
  @TempDir private Path folder;

  @Test
  void aTableOfARunHasFormulasAsTheRunsOwnTablesHave() throws Exception {
    assertThat(chosen(run("keep"))).isEqualTo(CsvFormulas.KEEP);
    assertThat(chosen(run("quote"))).isEqualTo(CsvFormulas.QUOTE);
    assertThat(chosen(folder.resolve("of-train"))).isEqualTo(CsvFormulas.KEEP);
  }

  @Test
  void theFlagWinsOverTheRun() throws Exception {
    assertThat(chosen(run("quote"), "--csv-formulas", "keep")).isEqualTo(CsvFormulas.KEEP);
    assertThat(chosen(run("keep"), "--csv-formulas=quote")).isEqualTo(CsvFormulas.QUOTE);
  }

  private Path run(String formulas) throws Exception {
    Config config =
        ProgramConfig.SCHEMA
            .load(Optional.empty(), Map.of(), Map.of("export.csv-formulas", List.of(formulas)))
            .config();
    Path directory = folder.resolve("run-" + formulas);
    try (Run run = Run.create(new FolderPlace(directory), config, Instant.EPOCH)) {
      return run.directory();
    }
  }

  private static CsvFormulas chosen(Path directory, String... flags) {
    TableChoice choice = new TableChoice();
    new CommandLine(choice).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(flags);
    return choice.formulas(directory);
  }
}
