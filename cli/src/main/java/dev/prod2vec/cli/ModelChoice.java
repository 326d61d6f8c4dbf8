package dev.prod2vec.cli;

import dev.prod2vec.run.RunFolder;
import dev.prod2vec.run.Runs;
import dev.prod2vec.run.S3Copy;
import dev.prod2vec.store.S3Location;
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
          "The run, or a folder that prod2vec train wrote; either may be in S3. Default: the newest"
              + " run that is done.")
  private @Nullable String run;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder of the runs. Default: ${DEFAULT-VALUE}.")
  private String out = RunFolder.DEFAULT.toString();

  /// The folder of the model; a copy, if it is in S3.
  ///
  /// @throws dev.prod2vec.setting.SettingException if there is no such run
  Path directory(Console console) {
    if (run != null && S3Location.isMeant(run)) {
      return S3Copy.of(console.stores().standard(), S3Location.parse(run));
    }
    Runs runs = Places.runs(out, console.stores()::standard);
    if (run == null) {
      return runs.directory(runs.newestDone(console::warning));
    }
    Path trained = Path.of(run);
    return Files.exists(trained.resolve("model.safetensors")) ? trained : runs.directory(run);
  }
}
