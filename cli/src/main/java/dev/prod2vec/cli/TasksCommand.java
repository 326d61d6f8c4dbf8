package dev.prod2vec.cli;

import dev.prod2vec.file.Json;
import dev.prod2vec.task.TaskGraph;
import dev.prod2vec.task.TaskId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists the tasks.
@Command(
    name = "tasks",
    description = "List the tasks of a run and which follow which, as a scheduler must call them.",
    footer = {"  prod2vec tasks", "  prod2vec tasks --format json"})
final class TasksCommand implements Runnable {
  private final Console console;

  @Mixin private final ResultOption result = new ResultOption();

  TasksCommand(Console console) {
    this.console = console;
  }

  /// A task in the JSON document.
  ///
  /// @param next ids of the tasks that follow; if there are several, the task chooses one
  record Entry(String id, List<String> next) {
    static Entry of(TaskId task) {
      return new Entry(task.id(), TaskGraph.after(task).stream().map(TaskId::id).toList());
    }
  }

  @Override
  public void run() {
    List<Entry> tasks = Arrays.stream(TaskId.values()).map(Entry::of).toList();
    switch (result.format()) {
      case TEXT -> {
        TextTable table = TextTable.of("task", "next");
        tasks.forEach(
            task -> table.row(task.id(), task.next().stream().collect(Collectors.joining(" or "))));
        console.out().print(table.text(console.columns()));
      }
      case JSON -> console.out().print(Json.text(tasks));
    }
  }
}
