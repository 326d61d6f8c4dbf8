package dev.prod2vec.file;

import java.io.IOException;

/// Guards files against a process that has lost its lease: it makes a change only as long as this
/// process may. Threads may share it.
public interface WriteGuard {
  /// Makes every change: no other process writes these files.
  WriteGuard OPEN = Change::make;

  /// Makes a change.
  ///
  /// @throws IOException if another process has taken over the files; nothing was changed then
  void change(Change change) throws IOException;

  /// A change to files.
  interface Change {
    void make() throws IOException;
  }
}
