package dev.prod2vec.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.file.InputException;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostProcessingTest {
  private static final List<String> EXPORTS =
      List.of(
          "prod2vec_embed_weights_run_shop.csv",
          "vectors.parquet",
          "vectors.w2v.txt",
          "projector/vectors.tsv",
          "projector/metadata.tsv",
          "neighbours.csv",
          "lookup.safetensors",
          "map.parquet");

  private SmallShop trained = new SmallShop(Path.of("unset"));

  @TempDir private Path folder;
  private SmallShop shop = new SmallShop(Path.of("unset"));

  @BeforeAll
  void train(@TempDir Path original) throws Exception {
    trained = SmallShop.in(original);
    TaskFolder tasks = trained.tasks(new FakeEngine(), TaskListener.NONE);
    tasks.run(TaskId.PRE_PROCESS_DATA);
    tasks.run(TaskId.RUN_DATA_QUALITY_CHECKS);
    tasks.run(TaskId.MODEL_TRAINING);
  }

  @BeforeEach
  void copy() throws Exception {
    shop = trained.copy(folder);
  }

  @Test
  void aModelThatPassesTheGateIsExportedAndReported() throws Exception {
    TaskResult done =
        shop.tasks(new FakeEngine(), TaskListener.NONE, "export.csv-formulas", "quote")
            .run(TaskId.POST_PROCESSING);
    assertThat(done.refusal()).isEmpty();
    assertThat(EXPORTS).allSatisfy(name -> assertThat(folder.resolve(name)).isNotEmptyFile());
    assertThat(folder.resolve("neighbours.csv"))
        .content()
        .startsWith("product_id,product_name,")
        // The first substitute of a product is the next one, as the engine said.
        .contains("'=name ");
    assertThat(Files.readAllLines(folder.resolve("neighbours.csv")))
        .hasSize(1 + 2 * SmallShop.PRODUCTS);
    assertThat(folder.resolve("report.html"))
        .content()
        .startsWith("<!doctype html>")
        .contains("popularity");
  }

  @Test
  void aModelThatFailsTheGateIsNotExported() throws Exception {
    TaskResult refused =
        shop.tasks(new FakeEngine().scoring(0.25), TaskListener.NONE).run(TaskId.POST_PROCESSING);
    assertThat(refused.refusal().map(Failure::exitCode)).contains(ExitCode.GATE);
    assertThat(refused.metrics()).containsEntry("gate", "failed");
    assertThat(folder.resolve("evaluation.json")).content().contains("FAILED");
    assertThat(EXPORTS).noneMatch(name -> Files.exists(folder.resolve(name)));
    assertThat(folder.resolve("report.html")).doesNotExist();
  }

  @Test
  void aShopWithoutAPatternFailsTheGateOfTheRealScores() throws Exception {
    SmallShop random = SmallShop.withoutPattern(folder.resolve("random"));
    TaskFolder tasks = random.tasks();
    tasks.run(TaskId.PRE_PROCESS_DATA);
    tasks.run(TaskId.MODEL_TRAINING);
    TaskResult refused = tasks.run(TaskId.POST_PROCESSING);
    assertThat(refused.refusal().map(Failure::exitCode)).contains(ExitCode.GATE);
  }

  @Test
  void aModelOfOtherProductsIsRefused() throws Exception {
    Path model = folder.resolve(ProductModel.FILE);
    Files.delete(model);
    Safetensors.write(model, FakeEngine.vectors(31), Map.of());
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> shop.tasks().run(TaskId.POST_PROCESSING))
        .withMessage(model + ": has 31 vectors, but the vocabulary beside it has 32 products");
  }

  @Test
  void theReportShowsTheHyperparametersThatTheVectorsWereTrainedWith() {
    assertThat(
            ModelReport.settings(
                shop.config(), Map.of("config", "{\"dim\":16,\"learning-rate\":0.5}")))
        .containsEntry("training.dim", "16")
        .containsEntry("training.learning-rate", "0.5")
        .containsEntry("training.epochs", "3");
    assertThat(ModelReport.settings(shop.config(), Map.of())).containsEntry("training.dim", "8");
  }
}
