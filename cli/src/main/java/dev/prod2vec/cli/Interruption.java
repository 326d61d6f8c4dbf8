package dev.prod2vec.cli;

import dev.prod2vec.task.ExitCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// Turns ctrl-C and a termination signal into an interrupt of the thread that does the work, and
/// waits until it has put its things in order.
final class Interruption {
  /// Longer than the time after which a runner gives up on a task.
  private static final int PATIENCE_SECONDS = 30;

  private Interruption() {}

  /// Does the work on the calling thread; not to be called by two at once.
  ///
  /// @return what `work` returns
  static int guard(IntSupplier work) {
    Thread worker = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              worker.interrupt();
              await(ended);
              Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    int exitCode;
    try {
      exitCode = work.getAsInt();
    } finally {
      ended.countDown();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The signal came first: the hook ends the process.
    }
    return exitCode;
  }

  private static void await(CountDownLatch ended) {
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("error: the work did not stop within " + PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException _) {
      // Nobody interrupts a shutdown hook; if so, it ends at once.
    }
  }
}
