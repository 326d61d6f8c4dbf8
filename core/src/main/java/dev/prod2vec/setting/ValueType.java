package dev.prod2vec.setting;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What the values of a setting are, and how they are read from text.
public sealed interface ValueType {
  /// A whole number of 32 bits.
  record IntNumber() implements ValueType {}

  /// A whole number of 64 bits.
  record LongNumber() implements ValueType {}

  /// A finite decimal number.
  record DecimalNumber() implements ValueType {}

  /// `true` or `false`.
  record Switch() implements ValueType {}

  /// Any text.
  record Text(Meaning meaning) implements ValueType {}

  /// Any number of texts.
  record TextList(Meaning meaning) implements ValueType {}

  /// What a text stands for.
  enum Meaning {
    /// Itself.
    TEXT,
    /// A file, a folder, a glob or a location in a store.
    PATH
  }

  /// One of a closed set.
  ///
  /// @param values constants of an enum, or [Choice]s
  record OneOf(List<?> values) implements ValueType {
    public OneOf {
      values = List.copyOf(values);
    }

    /// How they are written.
    public List<String> names() {
      return values.stream().map(value -> String.valueOf(plain(value))).toList();
    }
  }

  /// The type of a component's values.
  ///
  /// @param value one of them: a [Choice] knows what else it could be
  static ValueType of(Class<?> type, Meaning meaning, Object value) {
    if (value instanceof Choice choice) {
      return new OneOf(choice.names().stream().map(choice::with).toList());
    }
    return of(type, meaning);
  }

  /// The type of a component's values, which are no [Choice]s.
  static ValueType of(Class<?> type, Meaning meaning) {
    if (type == int.class) {
      return new IntNumber();
    } else if (type == long.class) {
      return new LongNumber();
    } else if (type == double.class) {
      return new DecimalNumber();
    } else if (type == boolean.class) {
      return new Switch();
    } else if (type == String.class) {
      return new Text(meaning);
    } else if (type == List.class) {
      return new TextList(meaning);
    } else if (type.isEnum()) {
      return new OneOf(Arrays.asList(type.getEnumConstants()));
    }
    throw new AssertionError("no setting can hold a " + type);
  }

  /// A value as a number, a boolean, a text or a list of texts: one of a closed set by its name.
  static Object plain(Object value) {
    return switch (value) {
      case Enum<?> constant -> KebabCase.of(constant);
      case Choice choice -> choice.name();
      default -> value;
    };
  }

  /// Whether the texts are paths.
  default boolean isPath() {
    return switch (this) {
      case Text(Meaning meaning) -> meaning == Meaning.PATH;
      case TextList(Meaning meaning) -> meaning == Meaning.PATH;
      case IntNumber _, LongNumber _, DecimalNumber _, Switch _, OneOf _ -> false;
    };
  }

  /// What is allowed, as it stands in messages and on the reference page.
  default String allowed() {
    return switch (this) {
      case IntNumber _, LongNumber _ -> "a whole number";
      case DecimalNumber _ -> "a number";
      case Switch _ -> "true or false";
      case Text _ -> "text";
      case TextList _ -> "a list of texts";
      case OneOf set ->
          set.names().stream()
              .collect(Collectors.joining(" or "))
              .replaceAll(" or (?=.* or )", ", ");
    };
  }

  /// The value that `text` stands for.
  ///
  /// @throws IllegalArgumentException if it is not [#allowed]
  default Object parse(String text) {
    return switch (this) {
      case IntNumber _ -> Integer.parseInt(text.strip());
      case LongNumber _ -> Long.parseLong(text.strip());
      case DecimalNumber _ -> finite(text.strip());
      case Switch _ ->
          switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
          };
      case Text _ -> text;
      case TextList _ -> List.of(text);
      case OneOf set -> set.values().get(position(set, text.strip()));
    };
  }

  private static double finite(String text) {
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }

  private static int position(OneOf set, String text) {
    int position = set.names().indexOf(text);
    if (position < 0) {
      throw new IllegalArgumentException(text);
    }
    return position;
  }
}
