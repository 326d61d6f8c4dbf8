package dev.prod2vec.setting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What one component of a config record means, in one sentence with unit and range. The YAML key,
/// the environment variable, the flag and the line of the reference page are derived from the
/// component that carries it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /// The sentence; Markdown is not rendered on a terminal, so none is used.
  String value();

  /// Whether its texts are paths of files or folders. In a config file they are relative to the
  /// file's folder, in flags and variables to the current directory.
  boolean path() default false;
}
