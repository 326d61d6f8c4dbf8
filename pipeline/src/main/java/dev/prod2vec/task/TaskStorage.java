package dev.prod2vec.task;

import dev.prod2vec.store.Location;
import java.io.IOException;
import java.util.List;

/// Where the files of a run are kept, so that the machines of a cluster can read and write them
/// there. Used by one thread at a time.
public interface TaskStorage {
  /// Brings a file of an earlier task, or all parts of it, to the folder in which this machine
  /// works. Does nothing if they are there, or if no task wrote such a file.
  void fetch(String name) throws IOException;

  /// The location of a file of an earlier task, or the locations of its parts in their order; empty
  /// if no task wrote such a file.
  ///
  /// @throws dev.prod2vec.file.InputException if a part is missing
  List<Location> locations(String name);

  /// A hash of a file of an earlier task, as [dev.prod2vec.file.PartFiles#sha256()] has it. Nothing
  /// is fetched.
  ///
  /// @param name of a file that has [#locations]
  String sha256(String name) throws IOException;

  /// A folder for what an attempt leaves to the next one. It need not exist.
  Location unfinished(String name);

  /// The folders that processes, which had the run before, left under the same name, the last
  /// first; none if [#unfinished] has their files.
  List<Location> leftBefore(String name) throws IOException;

  /// Makes room for the parts of a table, and removes what earlier attempts left there.
  PartsTarget begin(String name) throws IOException;

  /// Makes sure that parts are complete. Those that are not named do not count.
  ///
  /// @throws dev.prod2vec.file.InputException if one is missing or has another size
  void end(String name, List<WrittenPart> parts) throws IOException;
}
