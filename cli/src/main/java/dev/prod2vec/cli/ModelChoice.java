package dev.prod2vec.cli;

import dev.prod2vec.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which model a command works on.
final class ModelChoice {
  @Option(
      names = "--run",
      paramLabel = "ID|DIR",
      description =
          "The run, or a folder that prod2vec train wrote. Default: the newest run that"
              + " is done.")
  private @Nullable String run;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the runs. Default: ${DEFAULT-VALUE}.")
  private Path out = RunFolder.DEFAULT;

  /// The folder of the model.
  ///
  /// @throws dev.prod2vec.setting.SettingException if there is no such run
  Path directory() {
    RunFolder folder = new RunFolder(out);
    if (run == null) {
      return folder.newestDone();
    }
    Path trained = Path.of(run);
    return Files.exists(trained.resolve("model.safetensors")) ? trained : folder.directory(run);
  }
}
