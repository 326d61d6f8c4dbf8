package dev.prod2vec.task;

import dev.prod2vec.file.PartFiles;
import dev.prod2vec.store.Location;

/// Where other machines write the parts of a table.
///
/// @param folder on this machine, or in the store that keeps the run
/// @param tag what the names of this attempt's parts hold besides their numbers; empty where no
///   other attempt writes into the same folder
public record PartsTarget(Location folder, String tag) {
  /// The location of a part.
  ///
  /// @param number from 0
  public Location part(int number) {
    return folder.resolve(PartFiles.name(folder.name(), number, tag));
  }
}
