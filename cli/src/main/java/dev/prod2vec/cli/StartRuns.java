package dev.prod2vec.cli;

import dev.prod2vec.config.StartConfig;
import dev.prod2vec.place.Places;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.run.RunState;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.task.EarlierRun;
import dev.prod2vec.task.EarlierRuns;
import dev.prod2vec.task.TaskContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Finds the run to start from among the runs of a place, or by the place of its own.
///
/// @param runs where the run that is to start is kept
record StartRuns(Console console, String runs) implements EarlierRuns {
  @Override
  public Optional<EarlierRun> find(TaskContext context) {
    String name = context.config().start().from();
    Places places = console.places(context::config);
    if (name.equals(StartConfig.NEWEST)) {
      String group = context.config().orders().group();
      Optional<String> newest = places.runs(runs).findNewestDone(group, console::warning);
      if (newest.isEmpty()) {
        context
            .listener()
            .notice(
                "start.from: no run%s in %s is done yet, so training starts from nothing"
                    .formatted(group.isEmpty() ? "" : " of the group " + group, runs));
        return Optional.empty();
      }
      return Optional.of(open(places.runs(runs).directory(newest.get()), newest.get()));
    }
    return Optional.of(open(places.model(name, runs), name));
  }

  private static EarlierRun open(Path folder, String name) {
    if (!RunFolder.isRun(folder)) {
      return new EarlierRun(
          String.valueOf(folder.toAbsolutePath().normalize().getFileName()), folder, Map.of());
    }
    Manifest manifest = RunFolder.manifest(folder);
    if (manifest.state() != RunState.DONE) {
      throw new WrongUseException(
          "start.from: run %s is not done\nhint: prod2vec runs shows which are, prod2vec run --resume %s finishes it"
              .formatted(name, manifest.id()));
    }
    return new EarlierRun(manifest.id(), folder, manifest.config());
  }
}
