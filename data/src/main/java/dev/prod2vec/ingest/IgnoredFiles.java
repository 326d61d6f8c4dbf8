package dev.prod2vec.ingest;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// Files that a glob matches but nobody means: hidden files, checksums and marks such as
/// `_SUCCESS`, which shells and Spark skip too.
final class IgnoredFiles {
  private IgnoredFiles() {}

  /// Whether the file, or a folder of it below the glob's beginning, has a name that begins with a
  /// dot or an underscore although the glob has no such part. Spark's folders `_year=2026` are
  /// data.
  static boolean isIgnored(String glob, String file) {
    List<String> parts = parts(glob);
    List<String> open = parts.stream().dropWhile(part -> InputFiles.glob(part) < 0).toList();
    return parts(file).stream()
        .skip(parts.size() - open.size())
        .filter(IgnoredFiles::isUnusual)
        .anyMatch(name -> open.stream().noneMatch(part -> names(part, name)));
  }

  /// Without `.` and empty parts, which DuckDB leaves out too.
  private static List<String> parts(String path) {
    return Stream.of(path.split("/")).filter(part -> !part.isEmpty() && !part.equals(".")).toList();
  }

  private static boolean isUnusual(String name) {
    return (name.startsWith(".") && !name.equals(".."))
        || (name.startsWith("_") && !name.contains("="));
  }

  private static boolean names(String part, String name) {
    try {
      return part.startsWith(name.substring(0, 1))
          && FileSystems.getDefault().getPathMatcher("glob:" + part).matches(Path.of(name));
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
