package dev.prod2vec.cli;

import dev.prod2vec.place.Places;
import dev.prod2vec.run.RunFolder;
import dev.prod2vec.run.RunState;
import dev.prod2vec.run.Runs;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The model that a command works on.
final class ModelChoice {
  @Option(
      names = "--run",
      paramLabel = "ID|DIR",
      description =
          "The run or a model's folder, or ${bundle:location}. Default: the newest finished run of"
              + " all orders.")
  private @Nullable String run;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the runs. Default: ${DEFAULT-VALUE}.")
  private String out = RunFolder.DEFAULT.toString();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /// The folder of the model; a copy, if it is in a store.
  ///
  /// @throws dev.prod2vec.setting.WrongUseException if there is no such run
  Path directory(Console console) {
    Places places = console.places();
    if (run == null) {
      Runs runs = places.runs(out);
      return runs.directory(newestDone(runs, console));
    }
    return places.model(run, out);
  }

  /// The newest run that is done. If only the demo has one, the message says where.
  private String newestDone(Runs runs, Console console) {
    try {
      return runs.newestDone(console::warning);
    } catch (WrongUseException e) {
      Runs ofDemo = new RunFolder(DemoCommand.RUNS);
      boolean done =
          ofDemo.list(console::warning).stream()
              .anyMatch(other -> other.manifest().state() == RunState.DONE);
      throw done
          ? new WrongUseException(
              "%s: no run here is done, but %s holds one\nhint: %s ..."
                  .formatted(
                      runs,
                      ofDemo,
                      ShellCommand.prod2vec(command.name(), "--out", ofDemo.toString())))
          : e;
    }
  }
}
