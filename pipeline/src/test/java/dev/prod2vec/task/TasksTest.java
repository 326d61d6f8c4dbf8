package dev.prod2vec.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TasksTest {
  @TempDir private Path folder;
  private final FakeEngine engine = new FakeEngine();
  private SmallShop shop = new SmallShop(Path.of("unset"));

  @BeforeEach
  void write() throws Exception {
    shop = SmallShop.in(folder);
  }

  @Test
  void theEngineIsAskedForTheHeavyWorkAndNobodyElse() throws Exception {
    TaskFolder tasks = shop.tasks(engine, TaskListener.NONE, "export.neighbours", "7");
    for (TaskId task :
        List.of(
            TaskId.PRE_PROCESS_DATA,
            TaskId.RUN_DATA_QUALITY_CHECKS,
            TaskId.BRANCHING,
            TaskId.MODEL_TRAINING,
            TaskId.POST_PROCESSING)) {
      assertThat(tasks.run(task).refusal()).as(task.id()).isEmpty();
    }
    assertThat(engine.asked())
        .containsExactly(
            "prepare",
            "train TRAINING orders: dim 8, 3 epochs, patience 4",
            "score 32 products",
            "find 7 neighbours");
  }

  @Test
  void ordersThatNobodyNamedAreNotAskedFor() {
    TaskFolder nothing =
        shop.tasks(engine, TaskListener.NONE, "orders.files", "", "products.files", "");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> nothing.run(TaskId.PRE_PROCESS_DATA))
        .withMessageStartingWith("orders.files: no file is given");
    assertThat(engine.asked()).isEmpty();
  }

  @Test
  void theBranchIsTheConfigs() throws Exception {
    assertThat(shop.tasks().run(TaskId.BRANCHING).next()).contains(TaskId.MODEL_TRAINING);
    assertThat(shop.tasks("tune", "true").run(TaskId.BRANCHING).next())
        .contains(TaskId.MODEL_TUNING);
  }

  @Test
  void theRecordOfATrainingNamesItsBestEpochAndItsSpeed() throws Exception {
    TaskFolder tasks = shop.tasks(engine, TaskListener.NONE);
    tasks.run(TaskId.PRE_PROCESS_DATA);
    assertThat(tasks.run(TaskId.MODEL_TRAINING).metrics())
        .containsEntry("epochs", 3)
        .containsEntry("bestEpoch", 2)
        .containsEntry("loss", 0.4)
        .containsEntry("validationHitRate10", 0.3)
        .containsEntry("pairsPerSecond", 250L);
  }
}
