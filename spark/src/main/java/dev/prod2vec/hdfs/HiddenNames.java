package dev.prod2vec.hdfs;

import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/// Names of folders in which a file waits until it is written as a whole, beside the place where it
/// will be. They are no files of the store.
final class HiddenNames {
  private static final Pattern HIDDEN = Pattern.compile("\\..*\\.(tmp|lock)");

  private HiddenNames() {}

  /// A new folder, which nobody else uses.
  static Path temporary(Path file, UUID id) {
    return beside(file, id + ".tmp");
  }

  /// The folder that one writer of a file at a time has.
  static Path lock(Path file) {
    return beside(file, "lock");
  }

  private static Path beside(Path file, String ending) {
    return new Path(file.getParent(), ".%s.%s".formatted(file.getName(), ending));
  }

  static boolean isHidden(Path path) {
    return HIDDEN.matcher(path.getName()).matches();
  }
}
