package dev.prod2vec.setting;

import java.util.List;

/// A config record that a module brings to a config it does not own. Implemented by records alone.
public interface Section {
  /// Whether what a section says may differ between the machines that work on one run.
  enum Scope {
    /// It belongs to the run, and is the same wherever the run is resumed.
    RUN,
    /// It belongs to the machine.
    MACHINE,
    /// It names the run and changes no result.
    LABEL
  }

  /// Its name in kebab-case, before the dot of its keys.
  String section();

  /// What it is for, in one sentence.
  String description();

  default Scope scope() {
    return Scope.RUN;
  }

  /// The keys that a choice made elsewhere in the config needs and this has no value for.
  default List<String> missing(Choice choice) {
    return List.of();
  }
}
