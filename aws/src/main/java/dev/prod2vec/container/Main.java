package dev.prod2vec.container;

import dev.prod2vec.process.ExitCode;
import dev.prod2vec.process.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The entry point of the container: `train`, with `--root DIR` or the variable `PROD2VEC_ML_ROOT`
/// if its folders are not below `/opt/ml`.
public final class Main {
  /// Where the folders are, if not below `/opt/ml`.
  public static final String ROOT_VARIABLE = "PROD2VEC_ML_ROOT";

  /// SageMaker kills a job 120 s after the signal that ends it.
  private static final int PATIENCE_SECONDS = 110;

  private static final String ROOT = "/opt/ml";

  private Main() {}

  /// Runs the job and ends the process with the exit code of prod2vec's commands.
  @SuppressWarnings("SystemExitOutsideMain")
  public static void main(String[] arguments) {
    // Numbers in SQL and files have ASCII digits, wherever the container runs.
    Locale.setDefault(Locale.ROOT);
    Thread worker = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread stop =
        new Thread(
            () -> {
              worker.interrupt();
              try {
                ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException _) {
                // Nobody interrupts a shutdown hook; if somebody does, it ends at once.
              }
              Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    int exitCode;
    try {
      exitCode = run(List.of(arguments), System.getenv(), Clock.systemUTC());
    } finally {
      System.out.flush();
      ended.countDown();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException _) {
      // The signal came first: the hook ends the process.
    }
    System.exit(exitCode);
  }

  static int run(List<String> arguments, Map<String, String> environment, Clock clock) {
    @Nullable Path root = root(arguments, environment);
    if (root == null) {
      System.err.println("usage: train [--root DIR]");
      return ExitCode.WRONG_USE.code();
    }
    ContainerFolders layout = new ContainerFolders(root);
    try {
      new TrainingJob(layout, clock, System.out::println).run();
      return ExitCode.DONE.code();
    } catch (Throwable thrown) {
      return failed(layout, thrown);
    }
  }

  private static @Nullable Path root(List<String> arguments, Map<String, String> environment) {
    if (arguments.equals(List.of("train"))) {
      return Path.of(environment.getOrDefault(ROOT_VARIABLE, ROOT));
    }
    return arguments.size() == 3 && arguments.subList(0, 2).equals(List.of("train", "--root"))
        ? Path.of(arguments.get(2))
        : null;
  }

  private static int failed(ContainerFolders layout, Throwable thrown) {
    Failure failure = Failure.of(thrown);
    if (failure.exitCode() == ExitCode.INTERRUPTED) {
      System.out.println("stopped; a job with the same checkpoints resumes from there");
    } else {
      System.err.println("error: " + failure.message());
      thrown.printStackTrace();
      try {
        FailureFile.write(layout.failure(), failure.message());
      } catch (IOException e) {
        System.err.println("error: " + layout.failure() + ": " + e.getMessage());
      }
    }
    return failure.exitCode().code();
  }
}
