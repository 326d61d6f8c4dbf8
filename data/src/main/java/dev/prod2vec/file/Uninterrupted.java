package dev.prod2vec.file;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Work that must be done even if its thread is interrupted.
public final class Uninterrupted {
  private Uninterrupted() {}

  /// Makes a change in a thread that nobody interrupts, and waits for it. An interrupt of this
  /// thread, whether it came before or comes meanwhile, is kept for afterwards.
  public static void make(WriteGuard.Change change) throws IOException {
    FutureTask<Void> work =
        new FutureTask<>(() -> {
          change.make();
          return null;
        });
    Thread.ofPlatform().name("uninterrupted").start(work);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          work.get();
          return;
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException thrown -> throw thrown;
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case null, default -> throw new AssertionError(e);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
