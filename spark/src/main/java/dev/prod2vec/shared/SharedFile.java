package dev.prod2vec.shared;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/// A file that an earlier task wrote, or a table in parts, for any machine of a cluster to read.
///
/// @param folder that it is in; that of the parts, if it has any
/// @param name of the file, or of the folder of its parts
/// @param parts their names; none if it is one file
public record SharedFile(SharedFolder folder, String name, List<String> parts)
    implements Serializable {
  public SharedFile {
    parts = List.copyOf(parts);
  }

  /// Its address, or the addresses of its parts in their order, as Spark reads them.
  public List<String> uris() {
    return names().stream().map(file -> folder.uri() + "/" + file).toList();
  }

  private List<String> names() {
    return parts.isEmpty() ? List.of(name) : parts;
  }

  /// The same on this machine, as a file or a folder of parts.
  ///
  /// @param work where it is copied to if it must be fetched; exists
  public Path fetch(Path work) throws IOException {
    Path here = folder.fetch(names(), work);
    return parts.isEmpty() ? here.resolve(name) : here;
  }
}
