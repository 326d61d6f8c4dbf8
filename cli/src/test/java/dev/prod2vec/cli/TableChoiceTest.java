package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.run.FolderPlace;
import dev.prod2vec.config.Config;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.run.Run;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TableChoiceTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of("=aisle"),
          List.of(
              new Product(0, "-1", "=SUM(1)", List.of("@x"), 9),
              new Product(1, "+2", "plain", List.of(""), 8)));

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

  @Test
  void neighboursAsCsvHaveQuotedTextsAndNumbersAsTheyAre() {
    Neighbour neighbour = new Neighbour(0, -0.5f, 1, 3, 0.25, 2);
    NeighbourTable table =
        new NeighbourTable(
            NeighbourTable.Kind.SUBSTITUTE,
            List.of(Asked.exactly(VOCABULARY.product(1))),
            List.of(neighbour),
            VOCABULARY);
    assertThat(table.csv(CsvFormulas.QUOTE))
        .endsWith(",lift,'=aisle\n'-1,'=SUM(1),-0.5,'+2,3,0.25,2.0,'@x\n");
    assertThat(table.csv(CsvFormulas.KEEP)).endsWith("\n-1,=SUM(1),-0.5,+2,3,0.25,2.0,@x\n");
  }

  private Path run(String formulas) throws Exception {
    Config config =
        Config.SCHEMA
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
    Embedding embedding =
        new Embedding(2, 1, new float[2], new float[2], new float[2], BasketScore.SOFTMAX_SUM);
    return choice.formulas(new Model(directory, VOCABULARY, embedding));
  }
}
