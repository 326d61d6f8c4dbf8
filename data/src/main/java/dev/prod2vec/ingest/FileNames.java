package dev.prod2vec.ingest;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/// The shortest names that tell files apart: the file's own name, or with as many folders before it
/// as needed for all to differ.
final class FileNames {
  private FileNames() {}

  static List<String> of(List<String> paths) {
    int longest = paths.stream().mapToInt(path -> path.split("/", -1).length).max().orElse(0);
    for (int parts = 1; parts < longest; parts++) {
      int last = parts;
      List<String> names = paths.stream().map(path -> last(path, last)).toList();
      if (new HashSet<>(names).size() == names.size()) {
        return names;
      }
    }
    return paths;
  }

  private static String last(String path, int parts) {
    List<String> all = Arrays.asList(path.split("/", -1));
    return String.join("/", all.subList(Math.max(0, all.size() - parts), all.size()));
  }
}
