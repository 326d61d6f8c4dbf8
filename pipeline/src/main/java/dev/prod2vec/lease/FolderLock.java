package dev.prod2vec.lease;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Lets one thread of one process at a time change a folder, for a moment. The operating system
/// releases the lock of a process that ends, however it ends.
public final class FolderLock {
  /// Name of the locked file in the folder.
  public static final String FILE = ".lock";

  /// The operating system tells processes apart, but not threads.
  private static final Object THREADS = new Object();

  private FolderLock() {}

  /// A change of the folder.
  public interface Action<T> {
    T run() throws IOException;
  }

  /// Does an action while nobody else does one on the folder. Not to be called within an action.
  ///
  /// @throws IOException if the lock's file cannot be written, the thread is interrupted or the
  ///   action throws it
  public static <T> T with(Path folder, Action<T> action) throws IOException {
    synchronized (THREADS) {
      try (FileChannel channel =
          FileChannel.open(
              folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        return action.run();
      }
    }
  }
}
