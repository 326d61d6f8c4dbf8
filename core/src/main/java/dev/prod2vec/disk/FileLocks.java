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

/// Locks of the operating system, which takes them back from a process that ends, however it ends,
/// also from one in another container.
final class FileLocks {
  /// Files that this process has locked. The operating system knows processes, not threads; and
  /// closing a second channel of a file would release the lock of the first.
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  /// Such files have holes, and take no place.
  private static final long MAX_SIZE = 1 << 20;

  private FileLocks() {}

  /// A lock that is held.
  ///
  /// @param channel null where the file system has no locks
  record Held(Path file, @Nullable FileChannel channel) implements AutoCloseable {
    /// Releases the lock and deletes its file, if it is there.
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

    /// Has the folder of the file renamed; the lock stays.
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

  /// Locks a file, which is made if need be.
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
        // Its last holder has just deleted the file: what is locked has no name.
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException _) {
        // A file system without locks: all goes well as long as no two processes meet.
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

  /// Whether an open file is the one that a name stands for. It is known by its size, since opening
  /// it a second time would release the lock.
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
