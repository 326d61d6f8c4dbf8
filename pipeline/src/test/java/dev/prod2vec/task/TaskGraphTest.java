package dev.prod2vec.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.WrongUseException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TaskGraphTest {
  @Test
  void hasTheEdgesOfTheDiagram() {
    assertThat(TaskGraph.EDGES.stream().map(edge -> edge.from() + " -> " + edge.to()))
        .containsExactly(
            "pre_process_data -> run_data_quality_checks",
            "run_data_quality_checks -> branching",
            "branching -> model_training",
            "branching -> model_tuning",
            "model_tuning -> tuning_analysis",
            "model_training -> post_processing",
            "tuning_analysis -> post_processing");
  }

  @Test
  void everyTaskIsReachedFromTheFirst() {
    assertThat(TaskGraph.before(TaskGraph.FIRST)).isEmpty();
    assertThat(TaskGraph.allAfter(TaskGraph.FIRST)).hasSize(TaskId.values().length - 1);
    assertThat(TaskGraph.allAfter(TaskId.POST_PROCESSING)).isEmpty();
  }

  @Test
  void tasksAreListedBeforeTheTasksAfterThem() {
    assertThat(TaskGraph.EDGES).allMatch(edge -> edge.from().compareTo(edge.to()) < 0);
  }

  @Test
  void aTaskIsFoundByItsId() {
    assertThat(Arrays.stream(TaskId.values()).map(task -> TaskId.of(task.id())))
        .containsExactly(TaskId.values());
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> TaskId.of("model_trainin"))
        .withMessageStartingWith("no such task: model_trainin; did you mean model_training?");
  }
}
