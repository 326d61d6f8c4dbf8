package dev.prod2vec.lease;

import dev.prod2vec.file.WriteGuard;
import java.io.IOException;

/// Work that must be done even by a thread that was interrupted.
public final class Uninterrupted {
  private Uninterrupted() {}

  /// Makes a change and keeps an earlier interrupt of this thread for afterwards.
  public static void make(WriteGuard.Change change) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      change.make();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
