package dev.prod2vec.hdfs;

import dev.prod2vec.file.Uninterrupted;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.ipc.RemoteException;

/// A writer's turn at a file. What it writes waits in a folder of its own, below a folder that is
/// renamed to `.NAME.lock` when the turn begins: the NameNode lets one writer do that, as long as
/// another's folder is in it. Each change is a rename out of the own folder or into it. Whoever
/// takes the lock for abandoned removes that folder, so a writer that was paused can change nothing
/// when it wakes: its rename fails.
final class Turn implements AutoCloseable {
  /// How long another writer may have its turn, which takes milliseconds. Nothing breaks if that
  /// writer is only slow: it begins anew.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long FIRST_PAUSE_MILLIS = 2;
  private static final long LONGEST_PAUSE_MILLIS = 100;

  private final DistributedFileSystem system;
  private final Path file;
  private final String id;
  private final Path temporary;
  private final Path lock;

  /// @param file its parent need not exist
  Turn(DistributedFileSystem system, Path file) {
    this.system = system;
    this.file = file;
    UUID random = UUID.randomUUID();
    id = random.toString();
    temporary = HiddenNames.temporary(file, random);
    lock = HiddenNames.lock(file);
  }

  /// Where the content is written before the turn begins.
  Path content() {
    return new Path(new Path(temporary, id), "content");
  }

  /// Begins the turn, once no other writer has one.
  ///
  /// @param patience after so long, another writer's turn ends
  void begin(Duration patience) throws IOException {
    system.mkdirs(new Path(temporary, id));
    String other = "";
    long seenNanos = System.nanoTime();
    long pause = FIRST_PAUSE_MILLIS;
    while (!tryToBegin()) {
      String now = holder();
      if (!now.equals(other)) {
        other = now;
        seenNanos = System.nanoTime();
      } else if (!now.isEmpty()
          && System.nanoTime() - seenNanos >= patience.toNanos()
          && system.delete(new Path(lock, now), true)) {
        continue;
      }
      sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  /// A folder may be renamed over an empty one, which a writer leaves that ends.
  private boolean tryToBegin() throws IOException {
    try {
      system.rename(temporary, lock, Rename.OVERWRITE);
      return true;
    } catch (RemoteException e) {
      if (String.valueOf(e.getMessage()).contains("is not empty")) {
        return false;
      }
      throw e;
    }
  }

  /// The folder of the writer that has its turn; empty if none has.
  private String holder() throws IOException {
    try {
      FileStatus[] entries = system.listStatus(lock);
      return entries.length == 0 ? "" : entries[0].getPath().getName();
    } catch (FileNotFoundException _) {
      return "";
    }
  }

  /// Moves the content to the file's name, over an existing file.
  ///
  /// @return whether the turn lasted until then; if not, nothing was changed
  boolean publish() throws IOException {
    return move(own("content"), file);
  }

  /// Removes the file.
  ///
  /// @return whether the turn lasted until then; if not, nothing was changed
  boolean remove() throws IOException {
    return move(file, own("removed"));
  }

  private Path own(String name) {
    return new Path(new Path(lock, id), name);
  }

  private boolean move(Path from, Path to) throws IOException {
    try {
      system.rename(from, to, Rename.OVERWRITE);
      return true;
    } catch (FileNotFoundException _) {
      return false;
    }
  }

  private static void sleep(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  /// Ends the turn, if it has begun, and leaves nothing. An interrupt must not prevent that.
  @Override
  public void close() throws IOException {
    Uninterrupted.make(() -> {
      system.delete(temporary, true);
      if (system.delete(new Path(lock, id), true)) {
        deleteIfEmpty(lock);
      }
    });
  }

  /// The next writer may have its turn already.
  private void deleteIfEmpty(Path folder) throws IOException {
    try {
      system.delete(folder, false);
    } catch (RemoteException | org.apache.hadoop.fs.PathIsNotEmptyDirectoryException _) {
      // It is not empty.
    }
  }
}
