package dev.prod2vec.setting;

/// Wrong use: a bad flag or config value, or one that names something that does not exist. The
/// message says which file or key, what was found and what is allowed; it may end in a `hint:`
/// line.
public class WrongUseException extends RuntimeException {
  /// @param message complete, to be shown as it is
  public WrongUseException(String message) {
    super(message);
  }
}
