package dev.prod2vec.schema;

/// Where a value of the config that is not a default comes from.
public sealed interface Origin {
  /// A file; `line` is 1-based, 0 where it is not known.
  record File(String path, int line) implements Origin {}

  /// An environment variable.
  record Variable(String name) implements Origin {}

  /// A flag on the command line.
  record Flag(String name) implements Origin {}

  /// As it stands in messages: `prod2vec.yaml:3`, `PROD2VEC_TUNE`, `--dim`.
  default String text() {
    return switch (this) {
      case File(String path, int line) -> line > 0 ? path + ":" + line : path;
      case Variable(String name) -> name;
      case Flag(String name) -> name;
    };
  }
}
