package dev.prod2vec.file;

import dev.prod2vec.disk.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A table that is one file, or a folder of part files that follow each other:
/// `baskets.parquet/part-00000.parquet`, `part-00001.parquet` and so on, or
/// `neighbours.csv/part-00000.csv`. A cluster writes such folders, each part on one of its
/// machines. Hidden files in them are ignored.
///
/// @param path the file or the folder
/// @param files the file alone, or the parts in their order; not empty
public record PartFiles(Path path, List<Path> files) {
  /// Most parts of a table: their names are in order as texts, too.
  public static final int MAX_PARTS = 100_000;

  private static final String PREFIX = "part-";
  private static final int DIGITS = 5;
  private static final String PARQUET = ".parquet";
  private static final String CSV = ".csv";

  /// All but the extension.
  private static final Pattern NAME =
      Pattern.compile(PREFIX + "[0-9]{" + DIGITS + "}(-[0-9A-Za-z-]+)?");

  public PartFiles {
    files = List.copyOf(files);
  }

  /// The name of a part of a Parquet table, as [#name(String, int, String)] has it.
  public static String name(int number, String tag) {
    return name(PARQUET, number, tag);
  }

  /// The name of a part.
  ///
  /// @param table the name of the folder: one that ends in `.csv` has csv files, all others have
  ///   Parquet
  /// @param number from 0
  /// @param tag letters, digits and hyphens that tell it from the same part of another attempt; may
  ///   be empty
  /// @throws IllegalArgumentException if a table has no part with this number or tag
  public static String name(String table, int number, String tag) {
    String digits = String.valueOf(MAX_PARTS + (long) number).substring(1);
    String name = PREFIX + digits + (tag.isEmpty() ? "" : "-" + tag) + extension(table);
    if (number < 0 || number >= MAX_PARTS || !isName(name, table)) {
      throw new IllegalArgumentException(
          "part %s with the tag '%s'; a part has a number from 0 to %s and a tag of letters, digits and hyphens"
              .formatted(number, tag, MAX_PARTS - 1));
    }
    return name;
  }

  private static String extension(String table) {
    return table.endsWith(CSV) ? CSV : PARQUET;
  }

  private static boolean isName(String name, String table) {
    String extension = extension(table);
    return name.endsWith(extension)
        && NAME.matcher(name.substring(0, name.length() - extension.length())).matches();
  }

  /// Whether a path names a part in its folder.
  ///
  /// @param path relative to the folder that the table is in, with slashes
  public static boolean isPart(String path) {
    int slash = path.lastIndexOf('/');
    return slash > 0 && isName(path.substring(slash + 1), path.substring(0, slash));
  }

  /// The path of the table that a file is, or is a part of.
  ///
  /// @param path as for [#isPart]
  public static String table(String path) {
    return isPart(path) ? path.substring(0, path.lastIndexOf('/')) : path;
  }

  /// Whether a path is a file or a folder. What is in a folder is not looked at.
  public static boolean exist(Path path) {
    return Files.isRegularFile(path) || Files.isDirectory(path);
  }

  /// The files of a table.
  ///
  /// @throws InputException if there is none, or a folder lacks a part or holds something else
  public static PartFiles of(Path path) {
    if (!Files.isDirectory(path)) {
      if (!Files.isRegularFile(path)) {
        throw new InputException(path + ": no such file");
      }
      return new PartFiles(path, List.of(path));
    }
    List<String> names = new ArrayList<>();
    try {
      for (Path entry : Tree.list(path)) {
        String name = String.valueOf(entry.getFileName());
        if (!name.startsWith(".")) {
          names.add(Files.isRegularFile(entry) ? name : name + "/");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PartFiles(
        path, ordered(path.toString(), names).stream().map(path::resolve).toList());
  }

  /// The names of a table's parts in their order.
  ///
  /// @param table the folder, as messages name it
  /// @param names of all that is in it
  /// @throws InputException if there is none, one is missing, or one is no part
  public static List<String> ordered(String table, Collection<String> names) {
    List<String> parts = names.stream().sorted().toList();
    for (String name : parts) {
      if (!isName(name, table)) {
        throw new InputException(
            "%s: holds %s, which is no part; allowed are files named %s, %s and so on\nhint: move it elsewhere"
                .formatted(table, name, name(table, 0, ""), name(table, 1, "")));
      }
    }
    for (int number = 0; number < Math.max(1, parts.size()); number++) {
      if (number == parts.size() || number(parts.get(number)) > number) {
        throw new InputException(
            "%s: lacks part %s, %s; parts are numbered from 0 without a gap\nhint: run the task that writes the folder again"
                .formatted(table, number, name(table, number, "")));
      }
      if (number(parts.get(number)) < number) {
        throw new InputException(
            "%s: has part %s twice: %s and %s\nhint: run the task that writes the folder again"
                .formatted(table, number - 1, parts.get(number - 1), parts.get(number)));
      }
    }
    return parts;
  }

  private static int number(String part) {
    return Integer.parseInt(part.substring(PREFIX.length(), PREFIX.length() + DIGITS));
  }

  /// Whether this is a folder of parts.
  public boolean isFolder() {
    return !files.equals(List.of(path));
  }

  /// A hash of all bytes as 64 lower-case hexadecimal digits: of one file its SHA-256, of parts the
  /// SHA-256 of theirs, a line each.
  public String sha256() throws IOException {
    if (!isFolder()) {
      return Sha256.of(path);
    }
    List<String> hashes = new ArrayList<>();
    for (Path file : files) {
      hashes.add(Sha256.of(file));
    }
    return sha256(hashes);
  }

  /// The [#sha256()] of parts whose own are known.
  ///
  /// @param parts the SHA-256 of each, in their order
  public static String sha256(List<String> parts) {
    return Sha256.ofText(parts.stream().map(hash -> hash + "\n").collect(Collectors.joining()));
  }
}
