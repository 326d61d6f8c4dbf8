package dev.prod2vec.setting;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// One component of a config record: its meaning, default and range. The YAML key, the environment
/// variable, the flag, the check, its message and the line of the reference page follow from it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /// The meaning in one sentence with the unit, without the range. Markdown is not rendered on a
  /// terminal, so none is used.
  String value();

  /// The default as a user would write it: `128`, `skip-gram`; for a list each of its texts. None:
  /// the empty text, the empty list, false. A component that is itself a record has that record's
  /// defaults.
  String[] defaultValue() default {};

  /// The least number that is allowed; for a list, the fewest texts.
  double min() default Double.NEGATIVE_INFINITY;

  /// The greatest number that is allowed; for a list, the most texts. [Float#MAX_VALUE] where a
  /// number must fit a float; no text mentions it.
  double max() default Double.POSITIVE_INFINITY;

  /// A number that every allowed one exceeds.
  double above() default Double.NEGATIVE_INFINITY;

  /// A number that every allowed one is less than.
  double below() default Double.POSITIVE_INFINITY;

  /// Whether its texts are paths of files or folders. In a config file they are relative to the
  /// file's folder, in flags and variables to the current directory.
  boolean path() default false;

  /// Whether it only names a run: it changes no result, and a run that is resumed keeps its own.
  boolean label() default false;

  /// Names that the key had in earlier versions, in kebab-case and without the section. A config
  /// that has one is refused with the present name.
  String[] formerly() default {};
}
