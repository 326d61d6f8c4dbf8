package dev.prod2vec.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A run of the small shop that several tests look at and none changes. Made when it is first asked
/// for, removed with the JVM.
///
/// @param directory where `prod2vec run` was started; its run is below `runs`
/// @param result what it printed
record FinishedRun(Path directory, CommandLine.Result result) {
  static final int DIM = 16;

  private static final class Holder {
    static final FinishedRun ONE = make();
  }

  static FinishedRun one() {
    return Holder.ONE;
  }

  /// The run's own directory.
  Path run() {
    return onlyRun(directory.resolve("runs"));
  }

  /// A file of the run.
  Path file(String name) {
    return run().resolve(name);
  }

  /// The command line in the directory, so that it finds the run.
  CommandLine commandLine() {
    return new CommandLine(directory);
  }

  /// The one run in a folder of runs.
  static Path onlyRun(Path runs) {
    try (var entries = Files.list(runs)) {
      var all = entries.toList();
      if (all.size() != 1) {
        throw new AssertionError("not one run: " + all);
      }
      return all.getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FinishedRun make() {
    try {
      Path directory = Files.createTempDirectory("prod2vec-finished");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> Folder.delete(directory)));
      SmallShop.write(directory);
      CommandLine.Result result =
          new CommandLine(directory)
              .run(SmallShop.run("--dim", Integer.toString(DIM), "--epochs", "4"));
      if (result.exit() != 0) {
        throw new AssertionError(result.err());
      }
      return new FinishedRun(directory, result);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
