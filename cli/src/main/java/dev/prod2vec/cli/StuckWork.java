package dev.prod2vec.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Tells work that no interrupt reaches from work that ends: some calls to the system wait on, such
/// as those that open a named pipe nobody writes to, write to a pipe nobody reads from, or read
/// from a server that is silent.
///
/// Work is stuck where it stays in the very call in which the interrupt met it and the process
/// computes nothing meanwhile. Work that was moved by the interrupt is let alone, however long it
/// takes: it may write a checkpoint or wait for a job to stop.
final class StuckWork {
  private static final Duration LOOK = Duration.ofMillis(50);

  /// More than a beat of the heart of a lease, less than work.
  private static final double IDLE = 0.2;

  private final Supplier<List<StackTraceElement>> stack;
  private final Supplier<Duration> processor;
  private final Duration patience;

  /// @param stack where the work is
  /// @param processor how long the process has computed so far
  /// @param patience how long work may stay where it is
  StuckWork(
      Supplier<List<StackTraceElement>> stack, Supplier<Duration> processor, Duration patience) {
    this.stack = stack;
    this.processor = processor;
    this.patience = patience;
  }

  /// The work of a thread of this process.
  static StuckWork of(Thread worker, Duration patience) {
    return new StuckWork(
        () -> Arrays.asList(worker.getStackTrace()),
        () -> ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO),
        patience);
  }

  /// Watches the work from the interrupt on.
  ///
  /// @return true once it is stuck; false once it moves
  boolean watch() throws InterruptedException {
    List<StackTraceElement> met = stack.get();
    while (true) {
      Duration before = processor.get();
      long looks = patience.dividedBy(LOOK);
      for (long look = 0; look < looks; look++) {
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        if (met.isEmpty() || !stack.get().equals(met)) {
          return false;
        }
      }
      double computed = processor.get().minus(before).toNanos();
      if (computed <= IDLE * patience.toNanos()) {
        return true;
      }
    }
  }
}
