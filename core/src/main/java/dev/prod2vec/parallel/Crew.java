package dev.prod2vec.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Threads that work on one loop at a time, together with the thread that calls. Not safe to share:
/// one thread gives it work. Close it to end its threads.
public final class Crew implements AutoCloseable {
  private final int threads;
  private final ExecutorService executor;

  /// @param threads 1 or more; 0: one per core
  public Crew(int threads) {
    this.threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    this.executor =
        Executors.newFixedThreadPool(
            Math.max(1, this.threads - 1),
            task -> {
              Thread thread = new Thread(task, "crew");
              thread.setDaemon(true);
              return thread;
            });
  }

  /// Number of threads that work, the calling one included.
  public int threads() {
    return threads;
  }

  /// Calls `body` once with each number from 0 to below `parts`, each time on whichever thread is
  /// free, and returns when all calls are done. What the calls compute must not depend on their
  /// order. If one throws, the rest of the parts is left out and what it threw is thrown here.
  public void forEach(int parts, IntConsumer body) {
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          try {
            for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
              body.accept(part);
            }
          } catch (RuntimeException | Error e) {
            next.set(parts);
            throw e;
          }
        };
    List<Future<?>> others = new ArrayList<>();
    for (int thread = 1; thread < Math.min(threads, parts); thread++) {
      others.add(executor.submit(work));
    }
    try {
      work.run();
    } finally {
      join(others);
    }
  }

  /// Waits for all, even if this thread is interrupted: they write to arrays the caller goes on
  /// with.
  private static void join(List<Future<?>> others) {
    Throwable thrown = null;
    boolean interrupted = false;
    for (Future<?> other : others) {
      for (boolean done = false; !done; ) {
        try {
          other.get();
          done = true;
        } catch (ExecutionException e) {
          thrown = e.getCause();
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    switch (thrown) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(thrown);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
