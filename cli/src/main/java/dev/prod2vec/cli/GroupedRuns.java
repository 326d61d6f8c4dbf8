package dev.prod2vec.cli;

import dev.prod2vec.comparison.ComparedModel;
import dev.prod2vec.comparison.Comparison;
import dev.prod2vec.comparison.RunComparison;
import dev.prod2vec.config.Config;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.file.Json;
import dev.prod2vec.ingest.Pipes;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.OrderGroups.Group;
import dev.prod2vec.process.ExitCode;
import dev.prod2vec.run.Run;
import dev.prod2vec.runner.TaskFailedException;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A run of all orders, then one of each group.
///
/// @param runs where they are kept
record GroupedRuns(Console console, Config config, String runs) {
  /// Products in each list of a comparison.
  private static final int LISTED = 10;

  /// The run of a group, or why it failed.
  ///
  /// @param run its id; empty text if it failed in its first task
  /// @param comparison with the run of all orders, which is a; empty if the run failed, or has no
  ///   product in common with it
  /// @param failure empty if the run is done
  record Result(
      Group group, String run, Optional<RunComparison> comparison, Optional<String> failure) {}

  /// All runs, as a JSON document.
  ///
  /// @param run of all orders
  /// @param tooSmall groups with fewer orders than `quality.min-orders`, which have no run
  record Results(String column, String run, List<Result> groups, List<Group> tooSmall) {
    Results {
      groups = List.copyOf(groups);
      tooSmall = List.copyOf(tooSmall);
    }
  }

  /// @throws WrongUseException if the config has no groups to run, or orders that can be read once
  static GroupedRuns of(Console console, Config config, String runs) {
    if (config.orders().groupColumn().isEmpty()) {
      throw new WrongUseException(
          "--per-group: the groups of the orders are not known\nhint: --orders.group-column COLUMN names the column with an order's group");
    }
    if (!config.orders().group().isEmpty()) {
      throw new WrongUseException(
          "--per-group: runs every group, but orders.group is %s\nhint: leave one of them out"
              .formatted(config.orders().group()));
    }
    config.orders().files().stream()
        .filter(Pipes::isReadOnce)
        .findFirst()
        .ifPresent(file -> {
          throw new WrongUseException(
              "--per-group: reads the orders once for each group, but %s can be read only once\nhint: save it as a file"
                  .formatted(file));
        });
    return new GroupedRuns(console, config, runs);
  }

  /// Runs all.
  ///
  /// @return the exit code, which also tells of a group whose run failed
  int run(ResultFormat format) throws IOException, InterruptedException {
    String all;
    Path folder;
    IngestReport ingest;
    try (Run run = RunCommand.create(console, config, runs)) {
      RunCommand.execute(console, run, runs);
      all = run.id();
      folder = run.directory();
      ingest = Json.read(folder.resolve(IngestReport.FILE), IngestReport.class);
    }
    List<Group> groups = ingest.groups().orElseThrow().groups();
    long fewest = config.quality().minOrders();
    List<Result> results = new ArrayList<>();
    for (Group group : groups.stream().filter(group -> group.orders() >= fewest).toList()) {
      results.add(run(group, folder));
    }
    Results found =
        new Results(
            config.orders().groupColumn(),
            all,
            results,
            groups.stream().filter(group -> group.orders() < fewest).toList());
    switch (format) {
      case TEXT -> console.out().print(GroupsText.of(found, fewest, console.columns()));
      case JSON -> console.out().print(Json.text(found));
    }
    return results.stream().allMatch(result -> result.failure().isEmpty())
        ? ExitCode.DONE.code()
        : ExitCode.FAILED.code();
  }

  private Result run(Group group, Path all) throws IOException, InterruptedException {
    Config own = config.withGroup(group.name());
    console.message("");
    console.message("group " + group.name());
    String id = "";
    try (Run run = RunCommand.create(console, own, runs)) {
      id = run.id();
      RunCommand.execute(console, run, runs);
      return new Result(group, id, compared(all, run.directory()), Optional.empty());
    } catch (TaskFailedException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      console.warning("group %s: %s".formatted(group.name(), reason));
      return new Result(group, id, Optional.empty(), Optional.of(reason));
    }
  }

  private Optional<RunComparison> compared(Path all, Path own)
      throws IOException, InterruptedException {
    try {
      return Optional.of(
          Comparison.of(
              ComparedModel.open(all),
              ComparedModel.open(own),
              EvaluationConfig.DEFAULT,
              0,
              LISTED));
    } catch (WrongUseException e) {
      console.warning(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
