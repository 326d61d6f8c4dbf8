package dev.prod2vec.cli;

import dev.prod2vec.task.ExitCode;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final AtomicBoolean heard = new AtomicBoolean();

  private Interruption(Thread worker) {
    this.worker = worker;
  }

  /// Does the work on the calling thread; to be called once in a process.
  ///
  /// @return what `work` returns, or that it was interrupted
  static int guard(IntSupplier work) {
    Interruption interruption = new Interruption(Thread.currentThread());
    for (String name : List.of("INT", "TERM", TERMINAL_IS_GONE)) {
      interruption.listenTo(name);
    }
    int exitCode = work.getAsInt();
    return interruption.heard.get() ? ExitCode.INTERRUPTED.code() : exitCode;
  }

  /// By reflection, since the compiler cannot be told not to warn of this class.
  private void listenTo(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object hears =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, _, _) -> {
                hear(name);
                return proxy;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), hears);
    } catch (ReflectiveOperationException _) {
      // The system has no such signal, or the virtual machine was told to leave signals alone.
    }
  }

  /// Called by a thread of its own for each signal.
  private void hear(String signal) {
    if (heard.compareAndSet(false, true)) {
      worker.interrupt();
      Thread.ofPlatform().daemon().name("stuck").start(this::endWhatIsStuck);
    } else if (!signal.equals(TERMINAL_IS_GONE)) {
      // A terminal that is closed says so twice: by the shell and by the system.
      end();
    }
  }

  private void endWhatIsStuck() {
    try {
      if (StuckWork.of(worker, PATIENCE).watch()) {
        // Said on a thread of its own: standard error may be what the work is stuck in.
        Thread.ofPlatform().daemon().start(() -> System.err.println("interrupted")).join(LAST_WORD);
        end();
      }
    } catch (InterruptedException _) {
      // Nobody interrupts this thread; if so, a second signal still ends the process.
    }
  }

  private static void end() {
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
  }
}
