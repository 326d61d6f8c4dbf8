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

/// A hidden folder to write into before what was written is moved to its place,
/// `.<name>.<random>.tmp`. No two have the same name. It is deleted when it is closed; where a kill
/// prevented that, when the next one with that name is made: its lock tells whether its process
/// still lives.
public final class Staging implements AutoCloseable {
  private static final String LOCK = ".lock";
  private static final String CONTENT = "new";

  /// So long a folder may be there without its lock, at most.
  private static final Duration BIRTH = Duration.ofMinutes(1);

  private final Path root;
  private final FileLocks.Held lock;

  private Staging(Path root, FileLocks.Held lock) {
    this.root = root;
    this.lock = lock;
  }

  /// Makes one beside a place, and deletes those that killed processes left there.
  ///
  /// @param place need not be there; its folder must be
  public static Staging beside(Path place) throws IOException {
    String name = String.valueOf(place.toAbsolutePath().normalize().getFileName());
    return in(HiddenName.folder(place), name);
  }

  /// Makes one in the folder for temporary files.
  public static Staging temporary() throws IOException {
    return in(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath(), "prod2vec");
  }

  private static Staging in(Path folder, String name) throws IOException {
    String prefix = HiddenName.prefix(name);
    // Under a name that is not looked at until the lock is there.
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

  /// Only what is our own: in the folder for temporary files others could lay traps.
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
