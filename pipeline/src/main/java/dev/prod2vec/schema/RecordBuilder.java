package dev.prod2vec.schema;

import static java.util.Objects.requireNonNull;

import dev.prod2vec.schema.ConfigValues.Parsed;
import dev.prod2vec.setting.Component;
import dev.prod2vec.setting.InvalidSettingException;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Section;
import dev.prod2vec.setting.Sections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Builds config records from values by key. A record's constructor throws at its first fault. To
/// find the others, the blamed components get their defaults, and the constructor is called again.
final class RecordBuilder {
  private final Map<String, Parsed> values;
  private final Faults faults;

  /// @param values parsed values by key; missing keys have their default
  RecordBuilder(Map<String, Parsed> values, Faults faults) {
    this.values = values;
    this.faults = faults;
  }

  /// A record like `defaults` with the values in place. Values with faults are replaced by their
  /// defaults.
  <R extends Record> R build(String prefix, R defaults) {
    Map<String, Object> own = new HashMap<>();
    Map<String, Origin> origins = new HashMap<>();
    for (Component component : Records.components(defaults.getClass())) {
      String name = component.name();
      switch (component.of(defaults)) {
        case Sections sections -> own.put(name, build(sections));
        case Record part when component.isPart() -> own.put(name, build(prefix + name + ".", part));
        default -> {
          Parsed parsed = values.get(prefix + name);
          if (parsed != null) {
            own.put(name, parsed.value());
            origins.put(name, parsed.origin());
          }
        }
      }
    }
    while (true) {
      try {
        return Records.with(defaults, own);
      } catch (InvalidSettingException e) {
        List<String> blamed = e.components().stream().filter(origins.keySet()::contains).toList();
        if (blamed.isEmpty()) {
          throw new AssertionError("a fault of values that nobody gave", e);
        }
        faults.add(requireNonNull(origins.get(blamed.getFirst())), prefix + e.getMessage());
        own.keySet().removeAll(blamed);
        origins.keySet().removeAll(blamed);
      }
    }
  }

  private Sections build(Sections defaults) {
    return new Sections(
        defaults.all().stream()
            .map(section -> (Section) build(section.section() + ".", (Record) section))
            .toList());
  }
}
