package dev.prod2vec.ingest;

import static dev.prod2vec.setting.Require.require;

import java.util.List;
import java.util.regex.Pattern;

/// The places of files as a config names them. They stand in manifests and messages.
final class FilePlaces {
  /// A user before the host, or what is signed behind the path. In S3 a question mark is a glob.
  private static final Pattern SECRET =
      Pattern.compile(
          "[a-z][a-z0-9+.-]*://[^/]*@.*|(?!s3:)[a-z][a-z0-9+.-]*://[^?]*[?].*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private FilePlaces() {}

  /// Does nothing if no secret can stand in the places.
  ///
  /// @param component of the config that names them
  /// @throws IllegalArgumentException if one can; the message does not hold it
  static void check(String component, List<String> places) {
    require(
        places.stream().noneMatch(place -> SECRET.matcher(place).matches()),
        List.of(component),
        "%s must be files or s3://bucket/key, but one is an address with a user, a password or a"
            + " query, which is not shown here",
        component);
  }
}
