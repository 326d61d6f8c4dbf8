package dev.prod2vec.ingest;

import java.io.IOException;

/// Lets changes of files through as long as they are this process's to make. May be shared between
/// threads.
public interface Fence {
  /// Lets all through: no other process changes these files.
  Fence OPEN = Change::make;

  /// Makes a change.
  ///
  /// @throws IOException if another process has taken the files over; then nothing was changed
  void change(Change change) throws IOException;

  /// A change of files.
  interface Change {
    void make() throws IOException;
  }
}
