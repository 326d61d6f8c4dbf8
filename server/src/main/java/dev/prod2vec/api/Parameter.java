package dev.prod2vec.api;

import java.util.List;

/// A parameter of a route: what it may be, from which both its check and its description are made.
sealed interface Parameter {
  String name();

  /// What it means, as a sentence.
  String meaning();

  /// A part of the path.
  record Segment(String name, String meaning) implements Parameter {}

  /// A text.
  ///
  /// @param most characters
  record Text(String name, String meaning, int most) implements Parameter {}

  /// Texts, each a parameter of this name.
  ///
  /// @param most how many
  record Texts(String name, String meaning, int most) implements Parameter {}

  /// A whole number in [min, max].
  ///
  /// @param standard what it is if it is not given
  record Whole(String name, String meaning, int min, int max, int standard) implements Parameter {}

  /// A number of 0 or more.
  ///
  /// @param standard what it is if it is not given
  record Decimal(String name, String meaning, double standard) implements Parameter {}

  /// One of a few words.
  ///
  /// @param standard what it is if it is not given
  record Choice(String name, String meaning, List<String> values, String standard)
      implements Parameter {
    public Choice {
      values = List.copyOf(values);
    }
  }
}
