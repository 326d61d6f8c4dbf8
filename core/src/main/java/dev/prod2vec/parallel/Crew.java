package dev.prod2vec.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Threads that work on one loop at a time, together with the thread that calls. Between loops they
/// stay awake for a moment, so that a loop of a few microseconds is worth sharing. Not safe to
/// share: one thread gives it work. Close it to end its threads.
public final class Crew implements AutoCloseable {
  /// How long a thread looks for work before it goes to sleep.
  private static final long AWAKE_NANOS = 100_000;

  private final int threads;
  private final List<Thread> others = new ArrayList<>();
  private final long awakeNanos;
  private volatile Loop loop = new Loop(0, _ -> {}, Thread.currentThread());
  private volatile boolean closed;

  /// @param threads 1 or more; 0: one per core
  public Crew(int threads) {
    int cores = Runtime.getRuntime().availableProcessors();
    this.threads = threads == 0 ? cores : threads;
    // Where threads share a core, a thread that waits would be in the way of a thread that works.
    this.awakeNanos = this.threads <= cores ? AWAKE_NANOS : 0;
    Loop first = loop;
    for (int i = 1; i < this.threads; i++) {
      Thread thread = new Thread(() -> work(first), "crew");
      thread.setDaemon(true);
      thread.start();
      others.add(thread);
    }
  }

  /// Number of threads that work, the calling one included.
  public int threads() {
    return threads;
  }

  /// Calls `body` once with each number from 0 to below `parts`, each time on whichever thread is
  /// free, and returns when all calls are done. What the calls compute must not depend on their
  /// order. If a call throws, the remaining parts are skipped and its exception is thrown here.
  public void forEach(int parts, IntConsumer body) {
    run(parts, body);
  }

  /// As [#forEach], and calls `beside` once, on one of the threads, at the same time.
  public void forEach(int parts, IntConsumer body, Runnable beside) {
    run(
        parts + 1,
        part -> {
          if (part == 0) {
            beside.run();
          } else {
            body.accept(part - 1);
          }
        });
  }

  private void run(int parts, IntConsumer body) {
    Loop next = new Loop(parts, body, Thread.currentThread());
    if (parts > 1 && !others.isEmpty()) {
      loop = next;
      others.forEach(LockSupport::unpark);
    }
    next.run();
    next.await(awakeNanos);
    switch (next.thrown.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private void work(Loop seen) {
    while (!closed) {
      Loop current = loop;
      if (current == seen) {
        seen.waitForNext(this);
      } else {
        current.run();
        seen = current;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    others.forEach(LockSupport::unpark);
  }

  /// One loop: each free thread takes the next part.
  private static final class Loop {
    final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    private final int parts;
    private final IntConsumer body;
    private final Thread caller;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    Loop(int parts, IntConsumer body, Thread caller) {
      this.parts = parts;
      this.body = body;
      this.caller = caller;
    }

    void run() {
      for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
        int finished = 1;
        try {
          body.accept(part);
        } catch (RuntimeException | Error e) {
          thrown.compareAndSet(null, e);
          finished += Math.max(0, parts - next.getAndSet(parts));
        }
        if (done.addAndGet(finished) == parts) {
          LockSupport.unpark(caller);
        }
      }
    }

    /// Waits for all parts, even if this thread is interrupted: they write to arrays that the
    /// caller uses next.
    void await(long awakeNanos) {
      long start = System.nanoTime();
      boolean interrupted = false;
      while (done.get() < parts) {
        if (System.nanoTime() - start < awakeNanos) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
          interrupted |= Thread.interrupted();
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    void waitForNext(Crew crew) {
      long start = System.nanoTime();
      while (crew.loop == this && !crew.closed) {
        if (System.nanoTime() - start < crew.awakeNanos) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
    }
  }
}
