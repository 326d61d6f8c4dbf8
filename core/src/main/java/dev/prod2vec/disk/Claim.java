package dev.prod2vec.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The right to create a file or folder. One thread of one process at a time has it. It ends when
/// it is closed or its process ends.
public final class Claim implements AutoCloseable {
  private final FileLocks.Held lock;

  private Claim(FileLocks.Held lock) {
    this.lock = lock;
  }

  /// Claims a place. A hidden file beside it is locked: `.<name>.lock`.
  ///
  /// @param place need not exist; its folder must
  /// @return empty if another has claimed it
  public static Optional<Claim> of(Path place) throws IOException {
    Path absolute = place.toAbsolutePath().normalize();
    String name = HiddenName.prefix(String.valueOf(absolute.getFileName())) + "lock";
    return FileLocks.lock(HiddenName.folder(absolute).resolve(name)).map(Claim::new);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
