package dev.prod2vec.cli;

import dev.prod2vec.process.ExitCode;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/// Turns ctrl-C, a termination signal and the end of the terminal into an interrupt of the thread
/// that does the work, which cleans up and returns. If the interrupt does not reach the work, the
/// process ends by itself. A second ctrl-C or termination signal ends it at once.
///
/// Meanwhile the virtual machine does not shut down, as it otherwise would: some libraries, such as
/// the one that draws, do not start during a shutdown.
final class Interruption {
  private static final String TERMINAL_IS_GONE = "HUP";
  private static final String TWICE = "interrupted twice: ended at once";
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration LAST_WORD = Duration.ofMillis(500);

  private final Thread worker;
  private final Consumer<String> says;

  /// Whether a second signal ends the process. It does not if another process passes signals on: a
  /// terminal and a scheduler send theirs to both.
  private final boolean secondEnds;

  private final AtomicBoolean heard = new AtomicBoolean();

  private Interruption(Thread worker, Consumer<String> says, boolean secondEnds) {
    this.worker = worker;
    this.says = says;
    this.secondEnds = secondEnds;
  }

  /// Does the work on the calling thread. Call it once in a process.
  ///
  /// @param says prints a line for people, about an interruption that the work has not reported
  /// @param starter the process that this one works for and that passes signals on: its end counts
  ///   as a signal, as the second one if there was one before
  /// @return what `work` returns, or that it was interrupted
  static int guard(IntSupplier work, Consumer<String> says, Optional<ProcessHandle> starter) {
    Interruption interruption = new Interruption(Thread.currentThread(), says, starter.isEmpty());
    starter.ifPresent(process ->
        Thread.ofPlatform().daemon().name("starter").start(() -> interruption.watch(process)));
    for (String name : List.of("INT", "TERM", TERMINAL_IS_GONE)) {
      on(name, () -> interruption.hear(name));
    }
    int exitCode = work.getAsInt();
    if (!interruption.heard.get()) {
      return exitCode;
    }
    if (exitCode != ExitCode.INTERRUPTED.code()) {
      says.accept("interrupted");
    }
    return ExitCode.INTERRUPTED.code();
  }

  /// Runs something at each signal of a name, on a separate thread. By reflection, since the
  /// compiler's warning about this class cannot be turned off.
  static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object hears =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, _, _) -> {
                action.run();
                return proxy;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), hears);
    } catch (ReflectiveOperationException _) {
      // The system has no such signal, or the virtual machine was told to ignore signals.
    }
  }

  private void hear(String signal) {
    // A terminal that is closed sends its signal twice: by the shell and by the system.
    if (!hearFirst() && secondEnds && !signal.equals(TERMINAL_IS_GONE)) {
      end(TWICE);
    }
  }

  private void watch(ProcessHandle starter) {
    var _ = starter.onExit().join();
    if (!hearFirst()) {
      end(TWICE);
    }
  }

  /// Interrupts the work, if this is the first signal.
  private boolean hearFirst() {
    boolean first = heard.compareAndSet(false, true);
    if (first) {
      worker.interrupt();
      Thread.ofPlatform().daemon().name("stuck").start(this::endWhatIsStuck);
    }
    return first;
  }

  private void endWhatIsStuck() {
    try {
      if (StuckWork.of(worker, PATIENCE).watch()) {
        end("interrupted");
      }
    } catch (InterruptedException _) {
      // Nobody interrupts this thread; even then, a second signal ends the process.
    }
  }

  /// Does not wait if nobody reads the last line: the work may be stuck in printing.
  private void end(String lastWord) {
    Thread speaker = Thread.ofPlatform().daemon().start(() -> says.accept(lastWord));
    try {
      speaker.join(LAST_WORD);
    } catch (InterruptedException _) {
      // The process ends anyway.
    }
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
  }
}
