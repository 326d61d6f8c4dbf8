package dev.prod2vec.run;

import dev.prod2vec.disk.Tree;
import dev.prod2vec.lease.Lease;
import java.io.IOException;

/// A run directory that this process may write into.
record FolderAccess(RunFiles files, Lease lease) implements RunAccess {
  @Override
  public long term() {
    return lease.term();
  }

  @Override
  public void change(Change change) throws IOException {
    lease.change(change);
  }

  @Override
  public void publish(Manifest created) throws IOException {
    change(() -> files.writeManifest(created));
  }

  @Override
  public void remove() throws IOException {
    lease.abandon();
    Tree.delete(files.directory());
  }

  @Override
  public void close(Change last) throws IOException {
    lease.close(last);
  }
}
