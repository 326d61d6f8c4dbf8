package dev.prod2vec.file;

import java.io.IOException;

/// Lets changes of files through as long as they are this process's to make. May be shared between
/// threads.
public interface WriteGuard {
  /// Lets all through: no other process changes these files.
  WriteGuard OPEN = Change::make;

  /// Makes a change.
  ///
  /// @throws IOException if another process has taken the files over; then nothing was changed
  void change(Change change) throws IOException;

  /// A change of files.
  interface Change {
    void make() throws IOException;
  }
}
