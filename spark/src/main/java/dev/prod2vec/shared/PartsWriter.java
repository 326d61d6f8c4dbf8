package dev.prod2vec.shared;

import dev.prod2vec.file.PartFiles;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.task.WrittenPart;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where machines of a cluster write the parts of a table.
///
/// @param folder of the table
/// @param table its name
/// @param tag in the names of this attempt's parts; empty where no other attempt writes
public record PartsWriter(SharedFolder folder, String table, String tag) implements Serializable {
  /// Writes a part.
  ///
  /// @param file its content, on this machine
  /// @param number from 0
  /// @param copy tells it from the same part of another task: Spark may run two for the same work
  public WrittenPart write(Path file, int number, long copy) throws IOException {
    String name = PartFiles.name(table, number, tag.isEmpty() ? "" : tag + "-" + copy);
    folder.put(file, name);
    return new WrittenPart(name, Files.size(file), Sha256.of(file));
  }
}
