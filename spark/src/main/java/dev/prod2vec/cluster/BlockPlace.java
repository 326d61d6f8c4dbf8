package dev.prod2vec.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/// A folder of files, by whichever way they are reached.
interface BlockPlace extends Serializable {
  /// Its address.
  String folder();

  /// Writes a file that does not exist yet, and the folder if there is none.
  void write(String name, byte[] content) throws IOException;

  /// The content of a file.
  ///
  /// @throws org.apache.hadoop.fs.ChecksumException if the file system finds that it has changed
  byte[] read(String name) throws IOException;

  /// The names of all files, sorted; none if there is no folder.
  List<String> names() throws IOException;

  /// Deletes a file, if there is one.
  void delete(String name) throws IOException;

  /// Deletes the folder and all that is in it, if there is one.
  void delete() throws IOException;
}
