package dev.prod2vec.setting;

import static dev.prod2vec.setting.Require.require;

import java.util.ArrayList;
import java.util.List;

/// The sections that other modules brought to a config, one of a type, in the order they came.
public record Sections(List<Section> all) {
  /// No section.
  public static final Sections NONE = new Sections(List.of());

  public Sections {
    all = List.copyOf(all);
    all.forEach(section -> {
      if (!(section instanceof Record)) {
        throw new IllegalArgumentException("a section must be a record: " + section.getClass());
      }
    });
  }

  /// The section of a type.
  ///
  /// @throws IllegalArgumentException if nobody brought it
  public <S extends Record> S of(Class<S> type) {
    return all.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no section " + type.getName()));
  }

  /// The same with a section in place of the one of its type, or as the last.
  ///
  /// @param record must be a [Section]
  public Sections with(Record record) {
    if (!(record instanceof Section section)) {
      throw new IllegalArgumentException("is no section: " + record.getClass());
    }
    List<Section> changed = new ArrayList<>(all);
    changed.replaceAll(other -> other.getClass() == section.getClass() ? section : other);
    if (!changed.contains(section)) {
      changed.add(section);
    }
    return new Sections(changed);
  }

  /// Does nothing if the sections have all that a choice needs.
  ///
  /// @param component the one that holds the choice
  /// @throws InvalidSettingException naming the component and the keys that have no value
  public void requireFor(String component, Choice choice) {
    List<String> missing =
        all.stream().flatMap(section -> section.missing(choice).stream()).toList();
    require(
        missing.isEmpty(),
        List.of(component),
        "%s %s needs values for %s",
        component,
        choice.name(),
        String.join(", ", missing));
  }
}
