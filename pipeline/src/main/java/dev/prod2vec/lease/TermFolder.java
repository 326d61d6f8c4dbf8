package dev.prod2vec.lease;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Names of the folders in which holders of a lease keep unfinished work: `.term-<n>`. The next
/// holder renames the folder, so a process that lost the lease without knowing finds no place to
/// write.
public final class TermFolder {
  /// Earlier versions wrote `.attempt-<n>`; runs of theirs can be resumed.
  private static final Pattern NAME = Pattern.compile("\\.(?:term|attempt)-([0-9]{1,18})(?:/.*)?");

  private TermFolder() {}

  /// The name of a term's folder.
  public static String name(long term) {
    return ".term-" + term;
  }

  /// The number of the term.
  ///
  /// @param path of the folder, or of something in it, relative to what the lease protects
  /// @return empty for any other path
  public static OptionalLong term(String path) {
    Matcher matcher = NAME.matcher(path);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /// The highest term among paths; 0 where there is none.
  public static long last(Stream<String> paths) {
    return paths.mapToLong(path -> term(path).orElse(0)).max().orElse(0);
  }
}
