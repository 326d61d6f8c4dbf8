package dev.prod2vec.setting;

import java.util.List;

/// One of several names that are known only when the program starts. Where they are known before,
/// an enum is the better choice.
///
/// @param name the one that is chosen
/// @param names all that may be, in the order of messages
public record Choice(String name, List<String> names) {
  /// @throws IllegalArgumentException if `name` is none of `names`
  public Choice {
    names = List.copyOf(names);
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "must be one of %s, but is %s".formatted(String.join(", ", names), name));
    }
  }

  /// Another one of the same names.
  ///
  /// @throws IllegalArgumentException if it is none of them
  public Choice with(String newName) {
    return new Choice(newName, names);
  }

  @Override
  public String toString() {
    return name;
  }
}
