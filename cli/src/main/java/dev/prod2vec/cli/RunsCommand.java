package dev.prod2vec.cli;

import dev.prod2vec.file.Json;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.RunEntry;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.run.RunState;
import dev.prod2vec.run.Runs;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.text.HumanNumbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists runs.
@Command(
    name = "runs",
    description = {
      "List the runs, the oldest first, with the settings in which they differ and how to resume"
          + " the last one that was stopped.",
      "A run has the tags that its config gave it: `prod2vec run --tags nightly,spring`.",
      "Runs whose files are broken are named on stderr; the exit code is 1 then."
    },
    footer = {"  prod2vec runs", "  prod2vec runs --tag nightly", "  prod2vec runs --format json"})
final class RunsCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the runs. Default: ${DEFAULT-VALUE}.")
  private String out = RunFolder.DEFAULT.toString();

  @Option(
      names = "--tag",
      paramLabel = "TEXT",
      description = "Only runs with this tag; if given more often, with all of these tags.")
  private List<String> tags = List.of();

  @Mixin private final ResultOption result = new ResultOption();

  RunsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<String> broken = new ArrayList<>();
    List<Runs.Listed> all = console.places().runs(out).list(broken::add);
    List<Runs.Listed> runs =
        all.stream().filter(run -> run.manifest().tags().containsAll(tags)).toList();
    broken.forEach(console::warning);
    switch (result.format()) {
      case TEXT -> {
        if (runs.isEmpty() && !all.isEmpty()) {
          console.message(withoutTags(all));
        } else if (runs.isEmpty() && broken.isEmpty()) {
          console.message("no runs in " + out);
        } else if (!runs.isEmpty()) {
          console.out().print(table(runs).text(console.columns()));
          console.out().flush();
          runs.reversed().stream()
              .filter(RunsCommand::mayBeResumed)
              .findFirst()
              .ifPresent(run ->
                  console.message(
                      "hint: to resume %s: %s"
                          .formatted(
                              run.manifest().id(),
                              ShellCommand.prod2vec("run", "--resume", run.place()))));
        }
      }
      case JSON -> console.out().print(Json.text(runs.stream().map(RunEntry::of).toList()));
    }
    return broken.isEmpty() ? ExitCode.DONE.code() : ExitCode.FAILED.code();
  }

  private String withoutTags(List<Runs.Listed> all) {
    Set<String> known = new TreeSet<>();
    all.forEach(run -> known.addAll(run.manifest().tags()));
    return "no run in %s has the %s %s; %s"
        .formatted(
            out,
            tags.size() == 1 ? "tag" : "tags",
            String.join(", ", tags),
            known.isEmpty() ? "none has any" : "there are " + String.join(", ", known));
  }

  /// Whether the run was stopped or killed before its end.
  private static boolean mayBeResumed(Runs.Listed run) {
    RunState state = run.manifest().state();
    return run.activity() == Runs.Activity.IDLE
        && (state == RunState.INTERRUPTED || state == RunState.UNFINISHED);
  }

  private static TextTable table(List<Runs.Listed> runs) {
    List<String> columns =
        new ArrayList<>(List.of("run", "state", "#orders", "#products", "#HR@10", "#took", "data"));
    RunDifferences differences =
        RunDifferences.of(runs.stream().map(run -> run.manifest().config()).toList());
    boolean tagged = runs.stream().anyMatch(run -> !run.manifest().tags().isEmpty());
    if (tagged) {
      columns.add(1, "tags");
    }
    if (!differences.keys().isEmpty()) {
      columns.add("settings");
    }
    TextTable table = TextTable.of(columns.toArray(String[]::new));
    for (Runs.Listed run : runs) {
      Manifest manifest = run.manifest();
      List<String> row = new ArrayList<>();
      Collections.addAll(
          row,
          manifest.id(),
          state(run),
          count(manifest, "orders"),
          count(manifest, "products"),
          number(manifest, "post_processing", "hitRate10 model")
              .map(value -> HumanNumbers.decimal(value.doubleValue(), 3))
              .orElse(""),
          HumanNumbers.time(manifest.took()),
          RunDifferences.data(manifest.config()));
      if (tagged) {
        row.add(1, String.join(", ", manifest.tags()));
      }
      if (!differences.keys().isEmpty()) {
        row.add(differences.settings(manifest.config()));
      }
      table.row(row);
    }
    return table;
  }

  private static String state(Runs.Listed run) {
    Manifest manifest = run.manifest();
    if (run.activity() == Runs.Activity.RUNNING) {
      return "running";
    }
    String state = manifest.state().name().toLowerCase(Locale.ROOT);
    return manifest.state() == RunState.FAILED || manifest.state() == RunState.INTERRUPTED
        ? state + " in " + manifest.tasks().getLast().task()
        : state;
  }

  private static String count(Manifest manifest, String metric) {
    return number(manifest, "pre_process_data", metric)
        .map(value -> HumanNumbers.count(value.longValue()))
        .orElse("");
  }

  /// A metric; empty if it is missing or no number.
  private static Optional<Number> number(Manifest manifest, String task, String metric) {
    return manifest.metric(task, metric).filter(Number.class::isInstance).map(Number.class::cast);
  }
}
