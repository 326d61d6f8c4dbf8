package dev.prod2vec.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What lies in a folder.
final class Folder {
  private Folder() {}

  /// The sha256 of each file below `folder` that is not hidden, by its path relative to it: hidden
  /// files say who works on a run.
  static Map<String, String> contents(Path folder) {
    Map<String, String> contents = new TreeMap<>();
    for (String file : files(folder)) {
      if (!file.startsWith(".")) {
        contents.put(file, sha256(folder.resolve(file)));
      }
    }
    return contents;
  }

  /// The paths of the files below `folder`, relative to it; empty where it is not there.
  public static Set<String> files(Path folder) {
    Set<String> files = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (var all = Files.walk(folder)) {
        all.filter(Files::isRegularFile)
            .forEach(file -> files.add(folder.relativize(file).toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  /// A file as text.
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Deletes a folder with all that is in it, if it is there.
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
