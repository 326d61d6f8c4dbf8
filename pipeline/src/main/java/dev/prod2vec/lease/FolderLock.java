package dev.prod2vec.lease;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Lets one thread of one process at a time change the state of a run, for the moment that takes.
/// The operating system takes the lock back from a process that ends, however it ends.
public final class FolderLock {
  /// Name of the file in a run directory.
  public static final String FILE = ".lock";

  /// The operating system knows processes only, so threads are kept apart here.
  private static final Object THREADS = new Object();

  private FolderLock() {}

  /// What changes the state.
  public interface Action<T> {
    T run() throws IOException;
  }

  /// Does an action while no one else does one on the directory; not to be called within an action.
  ///
  /// @throws IOException if the lock's file cannot be written, the thread is interrupted or the
  ///   action throws it
  public static <T> T with(Path directory, Action<T> action) throws IOException {
    synchronized (THREADS) {
      try (FileChannel channel =
          FileChannel.open(
              directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        return action.run();
      }
    }
  }
}
