package dev.prod2vec.run;

import dev.prod2vec.setting.SettingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The right to write into a folder, of a run or of a study: one process at a time has it. The
/// operating system takes it back from a process that ends, however it ends.
public final class FolderLock implements AutoCloseable {
  private static final String FILE = ".lock";
  private static final int RETRIES = 5;
  private static final long RETRY_MILLIS = 20;

  /// A second channel on the file, closed, would give back the lock of the first: the operating
  /// system knows only the process.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private FolderLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /// Takes the right.
  ///
  /// @param what the folder is of, for the message: `run`
  /// @throws SettingException if another one has it
  /// @throws IOException if the file cannot be written
  public static FolderLock acquire(Path directory, String what) throws IOException {
    Path real = directory.toRealPath();
    if (!HELD.add(real)) {
      throw inUse(directory, what);
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(real.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      // One who only asks whether it is held has it for an instant.
      for (int i = 0; lock == null && i < RETRIES; i++) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
        lock = channel.tryLock();
      }
      if (lock == null) {
        throw inUse(directory, what);
      }
      return new FolderLock(real, channel);
    } catch (SettingException | IOException e) {
      HELD.remove(real);
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }

  /// Whether somebody has it. Asks by taking it for an instant.
  static boolean isHeld(Path directory) {
    try {
      if (Files.exists(directory.resolve(FILE))) {
        acquire(directory, "run").close();
      }
      return false;
    } catch (SettingException _) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(directory);
  }

  private static SettingException inUse(Path directory, String what) {
    return new SettingException(
        "%s: another process works on this %s\nhint: wait until it has ended"
            .formatted(directory, what));
  }
}
