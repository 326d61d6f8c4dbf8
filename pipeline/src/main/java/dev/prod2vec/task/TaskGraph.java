package dev.prod2vec.task;

import static dev.prod2vec.task.TaskId.BRANCHING;
import static dev.prod2vec.task.TaskId.MODEL_TRAINING;
import static dev.prod2vec.task.TaskId.MODEL_TUNING;
import static dev.prod2vec.task.TaskId.POST_PROCESSING;
import static dev.prod2vec.task.TaskId.PRE_PROCESS_DATA;
import static dev.prod2vec.task.TaskId.RUN_DATA_QUALITY_CHECKS;
import static dev.prod2vec.task.TaskId.TUNING_ANALYSIS;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The order of tasks. A task runs when one of the tasks before it is done and has named it as
/// next; a task that several may follow chooses one of them.
public final class TaskGraph {
  /// One task before another.
  public record Edge(TaskId from, TaskId to) {}

  /// The task that every run begins with.
  public static final TaskId FIRST = PRE_PROCESS_DATA;

  /// All edges.
  public static final List<Edge> EDGES =
      List.of(
          new Edge(PRE_PROCESS_DATA, RUN_DATA_QUALITY_CHECKS),
          new Edge(RUN_DATA_QUALITY_CHECKS, BRANCHING),
          new Edge(BRANCHING, MODEL_TRAINING),
          new Edge(BRANCHING, MODEL_TUNING),
          new Edge(MODEL_TUNING, TUNING_ANALYSIS),
          new Edge(MODEL_TRAINING, POST_PROCESSING),
          new Edge(TUNING_ANALYSIS, POST_PROCESSING));

  private TaskGraph() {}

  /// The tasks that directly follow a task; none after the last one.
  public static List<TaskId> after(TaskId task) {
    return EDGES.stream().filter(edge -> edge.from() == task).map(Edge::to).toList();
  }

  /// The tasks directly before a task; none before the first one.
  public static List<TaskId> before(TaskId task) {
    return EDGES.stream().filter(edge -> edge.to() == task).map(Edge::from).toList();
  }

  /// All tasks that can only run after a task, near ones first.
  public static Set<TaskId> allAfter(TaskId task) {
    Set<TaskId> all = new LinkedHashSet<>();
    for (TaskId next : after(task)) {
      all.add(next);
      all.addAll(allAfter(next));
    }
    return all;
  }
}
