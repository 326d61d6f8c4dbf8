package dev.prod2vec.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Locks of the operating system, which releases them when a process ends, however it ends and in
/// whichever container.
final class FileLocks {
  /// Files that this process has locked. The operating system locks between processes, not threads,
  /// and closing a second channel of a file would release the lock of the first.
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  /// Largest size of a lock file. Such files are sparse and take no space.
  private static final long MAX_SIZE = 1 << 20;

  private FileLocks() {}

  /// A lock that is held.
  ///
  /// @param channel null if the file system has no locks
  record Held(Path file, @Nullable FileChannel channel) implements AutoCloseable {
    /// Releases the lock and deletes its file, if it exists.
    @Override
    public void close() throws IOException {
      try {
        Files.deleteIfExists(file);
      } finally {
        OWN.remove(file);
        if (channel != null) {
          channel.close();
        }
      }
    }

    /// Renames the folder of the file; the lock stays.
    Held moveFolder(Path folder) throws IOException {
      Path to = folder.resolve(file.getFileName());
      OWN.add(to);
      try {
        Files.move(HiddenName.folder(file), folder);
      } catch (IOException e) {
        OWN.remove(to);
        throw e;
      }
      OWN.remove(file);
      return new Held(to, channel);
    }
  }

  /// Locks a file and creates it if it does not exist.
  ///
  /// @param file absolute
  /// @return empty if another thread or process has the lock
  static Optional<Held> lock(Path file) throws IOException {
    if (!OWN.add(file)) {
      return Optional.empty();
    }
    Optional<Held> held = Optional.empty();
    try {
      held = open(file);
      return held;
    } finally {
      if (held.isEmpty()) {
        OWN.remove(file);
      }
    }
  }

  private static Optional<Held> open(Path file) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      boolean held = false;
      try {
        @Nullable FileLock lock = channel.tryLock();
        if (lock == null) {
          return Optional.empty();
        }
        held = isAt(file, channel);
        if (held) {
          return Optional.of(new Held(file, channel));
        }
        // Its last holder has just deleted the file: this lock is on a file without a name.
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException _) {
        // A file system without locks: it works as long as no two processes use the file at once.
        return Optional.of(new Held(file, null));
      } finally {
        if (!held) {
          channel.close();
        }
      }
    }
  }

  /// Whether somebody has the lock of a file, or may have it.
  static boolean mayBeHeld(Path file) throws IOException {
    if (OWN.contains(file)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    } catch (NoSuchFileException _) {
      return false;
    } catch (IOException | OverlappingFileLockException _) {
      return true;
    }
  }

  /// Whether an open file is still the one with its name. A random size identifies it, since
  /// closing a second channel of the file would release the lock.
  private static boolean isAt(Path file, FileChannel channel) throws IOException {
    long size = ThreadLocalRandom.current().nextLong(1, MAX_SIZE);
    channel.truncate(0);
    channel.write(ByteBuffer.allocate(1), size - 1);
    try {
      return Files.size(file) == size;
    } catch (NoSuchFileException _) {
      return false;
    }
  }
}
