package dev.prod2vec.config;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What the values of a key are, and how they are read from text.
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
  record Text() implements ValueType {}

  /// Any number of texts.
  record TextList() implements ValueType {}

  /// One of an enum's constants, in kebab-case.
  record Choice(Class<? extends Enum<?>> constants) implements ValueType {
    /// The constants in kebab-case.
    public List<String> names() {
      return Arrays.stream(constants.getEnumConstants())
          .map(constant -> Key.kebabCase(constant.name()))
          .toList();
    }
  }

  /// The type of a record component's class.
  @SuppressWarnings("unchecked")
  static ValueType of(Class<?> type) {
    if (type == int.class) {
      return new IntNumber();
    } else if (type == long.class) {
      return new LongNumber();
    } else if (type == double.class) {
      return new DecimalNumber();
    } else if (type == boolean.class) {
      return new Switch();
    } else if (type == String.class) {
      return new Text();
    } else if (type.isEnum()) {
      return new Choice((Class<? extends Enum<?>>) type);
    }
    throw new AssertionError("no key can hold a " + type);
  }

  /// What is allowed, as it stands in messages and on the reference page.
  default String allowed() {
    return switch (this) {
      case IntNumber _, LongNumber _ -> "a whole number";
      case DecimalNumber _ -> "a number";
      case Switch _ -> "true or false";
      case Text _ -> "text";
      case TextList _ -> "a list of texts";
      case Choice choice ->
          choice.names().stream()
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
      case Choice choice -> choice.constants().getEnumConstants()[position(choice, text.strip())];
    };
  }

  private static double finite(String text) {
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }

  private static int position(Choice choice, String text) {
    int position = choice.names().indexOf(text);
    if (position < 0) {
      throw new IllegalArgumentException(text);
    }
    return position;
  }
}
