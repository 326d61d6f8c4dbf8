package dev.prod2vec.runner;

import static java.util.Objects.requireNonNull;

import dev.prod2vec.task.Task;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskResult;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Tasks that read the file of the task before and write one named after themselves.
public final class FakeTasks {
  private final Map<TaskId, Task> bodies = new EnumMap<>(TaskId.class);
  private final List<TaskId> ran = new ArrayList<>();

  public FakeTasks() {
    for (TaskId id : TaskId.values()) {
      bodies.put(
          id,
          context -> {
            String before = "";
            for (TaskId earlier : TaskGraph.before(id)) {
              if (Files.exists(context.files().directory().resolve(earlier + ".txt"))) {
                before = Files.readString(context.files().read(earlier + ".txt"));
              }
            }
            Files.writeString(context.files().write(id + ".txt"), before + id + "\n");
            TaskResult result = TaskResult.of(Map.of("lines", before.lines().count() + 1));
            return id == TaskId.BRANCHING ? result.withNext(TaskId.MODEL_TRAINING) : result;
          });
    }
  }

  /// Does something else in a task.
  public void replace(TaskId id, Task body) {
    bodies.put(id, body);
  }

  /// What the runner asks for.
  public Task body(TaskId id) {
    return context -> {
      ran.add(id);
      return requireNonNull(bodies.get(id)).run(context);
    };
  }

  /// The plain body of a task, whatever replaced it before.
  public void restore(TaskId id) {
    bodies.put(id, requireNonNull(new FakeTasks().bodies.get(id)));
  }

  /// The tasks that ran since the last call.
  public List<TaskId> ran() {
    List<TaskId> copy = List.copyOf(ran);
    ran.clear();
    return copy;
  }
}
