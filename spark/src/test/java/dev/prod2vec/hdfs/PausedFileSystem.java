package dev.prod2vec.hdfs;

import java.io.IOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/// A client that can be paused before it changes a file, once.
public final class PausedFileSystem extends DistributedFileSystem {
  private static final Queue<Runnable> PAUSES = new ConcurrentLinkedQueue<>();

  /// @param meanwhile what others do
  static void beforeTheNextChange(Runnable meanwhile) {
    PAUSES.add(meanwhile);
  }

  @Override
  public void rename(Path from, Path to, Options.Rename... options) throws IOException {
    if (!to.getName().endsWith(".lock")) {
      Optional.ofNullable(PAUSES.poll()).ifPresent(Runnable::run);
    }
    super.rename(from, to, options);
  }
}
