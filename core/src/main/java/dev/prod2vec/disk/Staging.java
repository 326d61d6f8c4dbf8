package dev.prod2vec.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A hidden folder, `.<name>.<random>.tmp`, to write into before the result is moved to its place.
/// No two have the same name. It is deleted when it is closed. If a kill prevented that, the next
/// staging folder for the same place deletes it: its lock tells whether its process still lives.
public final class Staging implements AutoCloseable {
  private static final String LOCK = ".lock";
  private static final String CONTENT = "new";

  /// How long a new folder may exist without its lock, at most.
  private static final Duration BIRTH = Duration.ofMinutes(1);

  private final Path root;
  private final FileLocks.Held lock;

  private Staging(Path root, FileLocks.Held lock) {
    this.root = root;
    this.lock = lock;
  }

  /// Creates a folder beside a place, and deletes the ones that killed processes left there.
  ///
  /// @param place need not exist; its folder must
  public static Staging beside(Path place) throws IOException {
    String name = String.valueOf(place.toAbsolutePath().normalize().getFileName());
    return in(HiddenName.folder(place), name);
  }

  /// Creates a folder in the system's folder for temporary files.
  public static Staging temporary() throws IOException {
    return in(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath(), "prod2vec");
  }

  private static Staging in(Path folder, String name) throws IOException {
    String prefix = HiddenName.prefix(name);
    // The folder gets its final name once it is locked; others leave the first name alone for a
    // while.
    Path born = Files.createTempDirectory(folder, prefix);
    FileLocks.Held lock = FileLocks.lock(born.resolve(LOCK)).orElseThrow();
    try {
      Path root = born.resolveSibling(born.getFileName() + HiddenName.SUFFIX);
      lock = lock.moveFolder(root);
      Staging staging = new Staging(root, lock);
      Files.createDirectory(staging.folder());
      deleteLeftovers(folder, prefix, root);
      return staging;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// The folder; it is the caller's to fill, or to move away.
  public Path folder() {
    return root.resolve(CONTENT);
  }

  @Override
  public void close() throws IOException {
    try {
      Tree.delete(folder());
    } finally {
      lock.close();
      Files.deleteIfExists(root);
    }
  }

  /// Deletes only folders of the same user: in the folder for temporary files others could lay
  /// traps.
  private static void deleteLeftovers(Path folder, String prefix, Path mine) throws IOException {
    UserPrincipal self = Files.getOwner(mine);
    for (Path entry : entries(folder, prefix)) {
      try {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(entry, LinkOption.NOFOLLOW_LINKS).equals(self)
            && isLeft(entry)) {
          Tree.delete(entry);
        }
      } catch (IOException _) {
        // Its owner, or another who clears up, was faster; or it cannot be deleted.
      }
    }
  }

  private static List<Path> entries(Path folder, String prefix) throws IOException {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder,
            entry -> {
              String name = String.valueOf(entry.getFileName());
              return name.startsWith(prefix)
                  && name.substring(prefix.length()).matches("[0-9]+(\\.tmp)?");
            })) {
      List<Path> found = new ArrayList<>();
      entries.forEach(found::add);
      return found;
    }
  }

  private static boolean isLeft(Path entry) throws IOException {
    return entry.toString().endsWith(HiddenName.SUFFIX)
        ? !FileLocks.mayBeHeld(entry.resolve(LOCK))
        : Files.getLastModifiedTime(entry).toInstant().isBefore(Instant.now().minus(BIRTH));
  }
}
