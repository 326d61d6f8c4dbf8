package dev.prod2vec.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Distinguishes work that no interrupt reaches from work that ends. Some system calls keep
/// waiting: opening a named pipe that nobody writes to, writing to a pipe that nobody reads,
/// reading from a silent server.
///
/// Work is stuck if it stays in one call, computes nothing meanwhile and has not noticed the
/// interrupt. Work that has noticed it is left alone, however long it takes: it may wait for a job
/// to stop. So is work that writes to a disk, such as a checkpoint. But work that waits at a pipe
/// that does not move, such as a result that nobody reads, is stuck.
final class StuckWork {
  private static final Duration LOOK = Duration.ofMillis(50);

  /// More than a heartbeat of a lease, less than real work.
  private static final double IDLE = 0.2;

  private final Supplier<List<StackTraceElement>> stack;
  private final BooleanSupplier unheard;
  private final Supplier<Duration> processor;
  private final Duration patience;

  /// @param stack where the work is
  /// @param unheard whether it has not noticed the interrupt
  /// @param processor how long the process has computed so far
  /// @param patience how long work may stay where it is
  StuckWork(
      Supplier<List<StackTraceElement>> stack,
      BooleanSupplier unheard,
      Supplier<Duration> processor,
      Duration patience) {
    this.stack = stack;
    this.unheard = unheard;
    this.processor = processor;
    this.patience = patience;
  }

  /// The work of a thread of this process.
  static StuckWork of(Thread worker, Duration patience) {
    return new StuckWork(
        () -> Arrays.asList(worker.getStackTrace()),
        worker::isInterrupted,
        () -> ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO),
        patience);
  }

  /// Watches the work after the interrupt.
  ///
  /// @return true once it is stuck; false once it has ended
  boolean watch() throws InterruptedException {
    List<StackTraceElement> at = stack.get();
    while (!at.isEmpty()) {
      Duration before = processor.get();
      List<StackTraceElement> next = at;
      for (long look = patience.dividedBy(LOOK); look > 0 && next.equals(at); look--) {
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        next = stack.get();
      }
      double computed = processor.get().minus(before).toNanos();
      if (next.equals(at) && computed <= IDLE * patience.toNanos() && isStuckAt(at.getFirst())) {
        return true;
      }
      at = next;
    }
    return false;
  }

  private boolean isStuckAt(StackTraceElement call) {
    String place = call.getClassName();
    boolean disk = place.startsWith("sun.nio.ch.") && place.contains("FileDispatcher");
    // Files are written through channels; these classes are standard input and output.
    boolean pipe =
        call.isNativeMethod()
            && List.of("java.io.FileOutputStream", "java.io.FileInputStream").contains(place);
    return pipe || (unheard.getAsBoolean() && !disk);
  }
}
