package dev.prod2vec.ingest;

import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The files that a config names.
final class InputFiles {
  private InputFiles() {}

  /// The files, each once: as listed, those of one glob by name.
  ///
  /// @param key config key that names them
  /// @throws SettingException if one is not there, is a folder, or a glob matches none
  static SequencedSet<Path> find(String key, List<String> patterns, Database database)
      throws InterruptedException {
    SequencedSet<Path> files = new LinkedHashSet<>();
    for (String pattern : patterns) {
      Path file = Path.of(pattern);
      if (Files.isDirectory(file)) {
        throw new SettingException(
            "%s: %s is a folder; a file or a glob expected\nhint: %s/*.csv"
                .formatted(key, pattern, pattern.replaceFirst("/$", "")));
      } else if (Files.exists(file)) {
        files.add(file);
      } else if (isGlob(pattern)) {
        files.addAll(matches(key, pattern, database));
      } else {
        String here = CurrentDirectory.hint(file);
        throw new SettingException(
            "%s: no file %s%s".formatted(key, pattern, here.isEmpty() ? hint(file) : here));
      }
    }
    return files;
  }

  private static boolean isGlob(String pattern) {
    return glob(pattern) >= 0;
  }

  /// Where the first character of a glob stands; below 0 where there is none.
  static int glob(String pattern) {
    return IntStream.range(0, pattern.length())
        .filter(at -> "*?[".indexOf(pattern.charAt(at)) >= 0)
        .findFirst()
        .orElse(-1);
  }

  private static List<Path> matches(String key, String pattern, Database database)
      throws InterruptedException {
    List<Path> files =
        database
            .rows("SELECT file FROM glob(%s) ORDER BY file".formatted(Sql.text(pattern)))
            .stream()
            .map(List::getFirst)
            .map(Path::of)
            .filter(Files::isRegularFile)
            .toList();
    if (files.isEmpty()) {
      throw new SettingException("%s: no file matches %s".formatted(key, pattern));
    }
    return files;
  }

  private static String hint(Path missing) {
    Path folder = missing.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return folder == null ? "" : "; there is no folder " + folder;
    }
    try (Stream<Path> there = Files.list(folder)) {
      List<String> names =
          there.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).sorted().toList();
      Optional<String> near = Nearest.to(String.valueOf(missing.getFileName()), names);
      return near.map(name -> "\nhint: did you mean " + missing.resolveSibling(name) + "?")
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot be listed: " + e, e);
    }
  }
}
