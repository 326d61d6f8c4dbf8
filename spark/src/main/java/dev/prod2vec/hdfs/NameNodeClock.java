package dev.prod2vec.hdfs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.jspecify.annotations.Nullable;

/// The time by a NameNode's clock. It answers no question about it, but gives the time to a folder
/// that is made.
final class NameNodeClock {
  private static final Duration KEPT = Duration.ofMinutes(1);

  private record Reading(long millis, long nanos) {}

  private @Nullable Reading last;

  /// Milliseconds since 1970; by this machine's clock where this user may not make a folder.
  ///
  /// @param beside a file, beside which a folder may be made for a moment
  synchronized long millis(DistributedFileSystem system, Path beside) throws IOException {
    Reading reading = last;
    if (reading == null || since(reading) > KEPT.toMillis()) {
      reading = read(system, beside);
      last = reading;
    }
    return reading.millis() + since(reading);
  }

  private static long since(Reading reading) {
    return (System.nanoTime() - reading.nanos()) / 1_000_000;
  }

  private static Reading read(DistributedFileSystem system, Path beside) throws IOException {
    Path folder = HiddenNames.temporary(beside, UUID.randomUUID());
    try {
      system.mkdirs(folder);
      long millis = system.getFileStatus(folder).getModificationTime();
      long nanos = System.nanoTime();
      system.delete(folder, true);
      return new Reading(millis, nanos);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException _) {
      // Reading is allowed, but not writing.
      return new Reading(System.currentTimeMillis(), System.nanoTime());
    }
  }
}
