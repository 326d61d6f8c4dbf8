package dev.prod2vec.lease;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// Leases of folders, as tests see and change them.
public final class Leases {
  private Leases() {}

  /// Whether a process has the lease on a folder.
  public static boolean isHeld(Path folder) {
    try {
      return Lease.isHeld(new FolderHeartbeat(folder, LeaseTiming.FOLDER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As if the holder had shown no sign of life for half a minute.
  public static void age(Path folder) throws IOException {
    Files.setLastModifiedTime(
        folder.resolve(Lease.FILE), FileTime.from(Instant.now().minusSeconds(31)));
  }
}
