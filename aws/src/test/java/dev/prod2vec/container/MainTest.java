package dev.prod2vec.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.evaluation.Fit;
import dev.prod2vec.file.Json;
import dev.prod2vec.ingest.Ingest;
import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.OrdersFormat;
import dev.prod2vec.ingest.ProductsConfig;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.postgres.DatabaseConfig;
import dev.prod2vec.postgres.PostgresServer;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.store.Stores;
import dev.prod2vec.task.TrainingFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final Map<String, String> SMALL =
      Map.of("training.dim", "4", "training.epochs", "2", "training.patience", "0");

  @TempDir private Path folder;
  private ContainerFolders layout;

  MainTest() {
    layout = new ContainerFolders(Path.of("unset"));
  }

  @BeforeEach
  void layOut() throws Exception {
    layout = new ContainerFolders(folder.resolve("ml"));
    Path channel = Files.createDirectories(layout.channel(ContainerFolders.CHANNEL));
    StringBuilder orders = new StringBuilder("order_id,product_id\n");
    for (int order = 0; order < 300; order++) {
      for (int product = 0; product < 3; product++) {
        orders.append("%d,%d\n".formatted(order, order % 4 * 5 + (order / 4 + product) % 5));
      }
    }
    Path file = Files.writeString(folder.resolve("orders.csv"), orders);
    Ingest.ingest(
        new OrdersConfig(
            List.of(file.toString()), OrdersFormat.ROWS, "order_id", "product_id", ",", ""),
        ProductsConfig.DEFAULT,
        BasketsConfig.DEFAULT.withVocabulary(1, 1000),
        new PostgresServer(DatabaseConfig.DEFAULT, Map.of()),
        Stores.local(),
        channel);
    Files.createDirectories(layout.channels().getParent());
    Json.write(
        layout.channels(), Map.of(ContainerFolders.CHANNEL, Map.of("TrainingInputMode", "File")));
    Json.write(layout.resources(), Map.of("current_host", "algo-1", "hosts", List.of("algo-1")));
    tell(SMALL);
  }

  @Test
  void aTrainingLeavesModelAndLogAndExitsWith0() throws Exception {
    assertThat(run("train", "--root", layout.root().toString())).isZero();
    assertThat(Safetensors.read(model()).embedding().dim()).isEqualTo(4);
    assertThat(layout.output().resolve(TrainingFiles.LOG)).isNotEmptyFile();
    assertThat(layout.output().resolve(ContainerFolders.SCORES)).doesNotExist();
    assertThat(layout.failure()).doesNotExist();
  }

  @Test
  void theRootMayStandInTheEnvironment() throws Exception {
    Map<String, String> environment = Map.of(Main.ROOT_VARIABLE, layout.root().toString());
    assertThat(Main.run(List.of("train"), environment, Clock.systemUTC())).isZero();
    assertThat(model()).isNotEmptyFile();
  }

  @Test
  void aTrialOfATuningJobIsScored() throws Exception {
    Map<String, String> told = new HashMap<>(SMALL);
    told.put("_tuning_objective_metric", "objective");
    told.put("sagemaker_job_name", "\"any\"");
    told.put("tuning.metric", "mrr");
    tell(told);
    assertThat(run("train", "--root", layout.root().toString())).isZero();
    Fit scores = Json.read(layout.output().resolve(ContainerFolders.SCORES), Fit.class);
    assertThat(scores.meanReciprocalRank()).isBetween(0.0, 1.0);
  }

  @Test
  void whatIsNotUnderstoodIsWrongUseAndSaidInTheFailureFile() throws Exception {
    Map<String, String> told = new HashMap<>(SMALL);
    told.put("training.dimm", "4");
    tell(told);
    assertThat(run("train", "--root", layout.root().toString())).isEqualTo(2);
    assertThat(layout.failure()).content().contains("training.dimm");
    assertThat(model()).doesNotExist();
  }

  @Test
  void aTrainingThatBreaksDownFailsWithItsReason() throws Exception {
    Map<String, String> told = new HashMap<>(SMALL);
    told.put("training.learning-rate", "1e30");
    tell(told);
    assertThat(run("train", "--root", layout.root().toString())).isEqualTo(1);
    assertThat(layout.failure()).content().startsWith("training diverged in epoch 1");
  }

  @Test
  void aTrainingRunsOnOneMachine() throws Exception {
    Json.write(
        layout.resources(), Map.of("current_host", "algo-1", "hosts", List.of("algo-1", "algo-2")));
    assertThat(run("train", "--root", layout.root().toString())).isEqualTo(2);
    assertThat(layout.failure()).content().contains("2 machines").contains("InstanceCount");
  }

  @Test
  void anotherChannelIsNotTakenForTheTraining() throws Exception {
    Json.write(layout.channels(), Map.of("validation", Map.of("TrainingInputMode", "File")));
    assertThat(run("train", "--root", layout.root().toString())).isEqualTo(2);
    assertThat(layout.failure())
        .content()
        .contains("no channel \"training\"")
        .contains("baskets.parquet");
  }

  @Test
  void aJobThatIsStoppedHasNotFailed() {
    Thread.currentThread().interrupt();
    try {
      assertThat(run("train", "--root", layout.root().toString())).isEqualTo(130);
    } finally {
      Thread.interrupted();
    }
    assertThat(layout.failure()).doesNotExist();
  }

  @Test
  void otherArgumentsAreWrongUse() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("serve")).isEqualTo(2);
    assertThat(run("train", "--rot", "x")).isEqualTo(2);
  }

  @Test
  void aLongReasonEndsWithAWholeWordWithinWhatSageMakerShows() throws Exception {
    String reason = "too many words ".repeat(200);
    FailureFile.write(layout.failure(), reason);
    String shown = Files.readString(layout.failure());
    assertThat(shown).hasSizeBetween(1000, 1024).endsWith(" ...");
    assertThat(reason).startsWith(shown.substring(0, shown.length() - 4) + " ");
  }

  private Path model() {
    return layout.model().resolve(ProductModel.FILE);
  }

  private void tell(Map<String, String> hyperparameters) throws Exception {
    Json.write(layout.hyperparameters(), hyperparameters);
  }

  private static int run(String... arguments) {
    return Main.run(List.of(arguments), Map.of(), Clock.systemUTC());
  }
}
