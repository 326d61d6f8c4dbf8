package dev.prod2vec.cli;

import dev.prod2vec.process.ExitCode;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/// Turns ctrl-C, a termination signal and the end of the terminal into an interrupt of the thread
/// that does the work, which puts its things in order and returns. Where the interrupt does not
/// reach it, the process ends by itself. A second ctrl-C or termination signal ends it at once.
///
/// The virtual machine does not shut down meanwhile, as it would by itself: libraries such as the
/// one that draws do not start in one that does.
final class Interruption {
  private static final String TERMINAL_IS_GONE = "HUP";
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration LAST_WORD = Duration.ofMillis(500);

  private final Thread worker;
  private final Consumer<String> says;
  private final AtomicBoolean heard = new AtomicBoolean();

  private Interruption(Thread worker, Consumer<String> says) {
    this.worker = worker;
    this.says = says;
  }

  /// Does the work on the calling thread; to be called once in a process.
  ///
  /// @param says prints a line for people, of an interruption of which the work has not told
  /// @return what `work` returns, or that it was interrupted
  static int guard(IntSupplier work, Consumer<String> says) {
    Interruption interruption = new Interruption(Thread.currentThread(), says);
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

  /// Has something done at each signal of a name, by a thread of its own. By reflection, since the
  /// compiler cannot be told not to warn of this class.
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
      // The system has no such signal, or the virtual machine was told to leave signals alone.
    }
  }

  private void hear(String signal) {
    if (heard.compareAndSet(false, true)) {
      worker.interrupt();
      Thread.ofPlatform().daemon().name("stuck").start(this::endWhatIsStuck);
    } else if (!signal.equals(TERMINAL_IS_GONE)) {
      // A terminal that is closed says so twice: by the shell and by the system.
      end("interrupted twice: ended at once");
    }
  }

  private void endWhatIsStuck() {
    try {
      if (StuckWork.of(worker, PATIENCE).watch()) {
        end("interrupted");
      }
    } catch (InterruptedException _) {
      // Nobody interrupts this thread; if so, a second signal still ends the process.
    }
  }

  /// Not waited for if nobody takes the last word: the work may be stuck in printing.
  private void end(String lastWord) {
    Thread speaker = Thread.ofPlatform().daemon().start(() -> says.accept(lastWord));
    try {
      speaker.join(LAST_WORD);
    } catch (InterruptedException _) {
      // It is over anyway.
    }
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
  }
}
