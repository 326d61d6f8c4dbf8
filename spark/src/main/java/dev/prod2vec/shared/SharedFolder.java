package dev.prod2vec.shared;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;

/// A folder that the driver and all executors see, by whichever way they reach it. It exists once a
/// file is in it.
public sealed interface SharedFolder extends Serializable permits MountedFolder, HadoopFolder {
  /// Its address, as Spark reads it.
  String uri();

  /// A folder in it.
  SharedFolder folder(String name);

  /// Writes a small file, over an existing one. A killed writer may leave a part of it.
  void write(String name, byte[] content) throws IOException;

  /// The content of a file.
  ///
  /// @throws org.apache.hadoop.fs.ChecksumException if the file system finds that it has changed
  byte[] read(String name) throws IOException;

  /// Writes the content of a file of this machine, unless there is a file of this name: a task that
  /// was repeated has the same content, and readers may have begun. They see it whole or not at
  /// all.
  void put(Path file, String name) throws IOException;

  /// Copies a file to one of this machine, which does not exist.
  void get(String name, Path file) throws IOException;

  /// The files right in it, and their sizes in bytes; none if there is no folder.
  SortedMap<String, Long> files() throws IOException;

  /// A folder of this machine that has some of the files.
  ///
  /// @param work where they are copied to if they must be fetched; exists
  Path fetch(Collection<String> names, Path work) throws IOException;

  /// Deletes a file, if there is one.
  void delete(String name) throws IOException;

  /// Deletes files, those that there are, with as few requests as the file system allows.
  void delete(Collection<String> names) throws IOException;

  /// Deletes the folder and all that is in it, if there is one.
  void delete() throws IOException;
}
