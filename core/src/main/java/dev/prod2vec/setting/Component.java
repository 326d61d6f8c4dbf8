package dev.prod2vec.setting;

import dev.prod2vec.setting.ValueType.Meaning;
import java.lang.reflect.RecordComponent;
import java.util.List;

/// One component of a config record.
///
/// @param name in kebab-case
/// @param type class of its values
public record Component(String name, Class<?> type, Setting setting, RecordComponent declared) {
  static Component of(RecordComponent declared) {
    Setting setting = declared.getAnnotation(Setting.class);
    if (setting == null) {
      throw new AssertionError(declared.getDeclaringRecord() + " has no @Setting at " + declared);
    }
    return new Component(KebabCase.of(declared.getName()), declared.getType(), setting, declared);
  }

  /// The meaning in one sentence, with the range where there is one.
  public String description() {
    Range range = range();
    return range.isBounded()
        ? setting.value().replaceFirst("\\.$", "; ") + range.text() + "."
        : setting.value();
  }

  /// What its values are.
  ///
  /// @param value one of them
  public ValueType valueType(Object value) {
    return ValueType.of(type, setting.path() ? Meaning.PATH : Meaning.TEXT, value);
  }

  /// Whether its values are config records, with components of their own.
  public boolean isPart() {
    return type.isRecord() && type != Choice.class && type != Sections.class;
  }

  /// Its value in a record.
  public Object of(Record record) {
    try {
      return declared.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("accessors of config records are public: " + declared, e);
    }
  }

  /// What [Setting#defaultValue] stands for.
  Object defaultValue() {
    List<String> texts = List.of(setting.defaultValue());
    if (type == Sections.class) {
      return Sections.NONE;
    } else if (type == Choice.class) {
      return new Choice(texts.getFirst(), texts);
    } else if (isPart()) {
      return Records.defaults(type.asSubclass(Record.class));
    } else if (type == List.class) {
      return texts;
    } else if (texts.isEmpty()) {
      return type == boolean.class ? false : requireText();
    }
    return ValueType.of(type, Meaning.TEXT).parse(texts.getFirst());
  }

  private String requireText() {
    if (type != String.class) {
      throw new AssertionError(declared.getDeclaringRecord() + " has no default of " + declared);
    }
    return "";
  }

  /// @throws InvalidSettingException if `value` is out of range
  void requireInRange(Object value) {
    Range range = range();
    switch (value) {
      case Number number when range.isBounded() && !range.contains(number.doubleValue()) ->
          throw outOfRange("must be %s, but is %s".formatted(range.text(), number));
      case List<?> texts when range.isBounded() && !range.contains(texts.size()) ->
          throw outOfRange("must have %s texts, but has %s".formatted(range.text(), texts.size()));
      default -> {}
    }
  }

  private InvalidSettingException outOfRange(String what) {
    return new InvalidSettingException(List.of(name), name + " " + what);
  }

  private Range range() {
    return Range.of(setting);
  }
}
