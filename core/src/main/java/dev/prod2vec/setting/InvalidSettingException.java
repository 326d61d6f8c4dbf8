package dev.prod2vec.setting;

import java.util.List;

/// A value that a config record refuses, or several that do not fit each other.
public final class InvalidSettingException extends IllegalArgumentException {
  private final transient List<String> components;

  /// @param components names in kebab-case of the components to blame, the first one first
  /// @param message begins with the name of a component
  public InvalidSettingException(List<String> components, String message) {
    super(message);
    this.components = List.copyOf(components);
  }

  /// Names in kebab-case of the components to blame, the first one first.
  public List<String> components() {
    return components;
  }
}
