package dev.prod2vec.cli;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import java.nio.file.Path;

/// Folders of this machine, for commands that write nowhere else.
final class LocalFolder {
  private LocalFolder() {}

  /// @param flag that names the folder
  /// @throws WrongUseException if it is in a store
  static Path of(String flag, String place, Console console) {
    Location location = Location.parse(place);
    if (!location.isLocal()) {
      throw new WrongUseException(
          "%s: this command writes into a folder of this machine, not to %s\nhint: run, task, train and export can write to %s"
              .formatted(flag, location, console.stores().examples()));
    }
    return location.file();
  }
}
