package dev.prod2vec.schema;

import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Collects values, of which a later one replaces an earlier one, and makes a config of them.
final class ConfigValues<R extends Record> {
  /// A value of the right type and where it was written.
  record Parsed(Object value, Origin origin) {}

  /// Most letters of a key or a value that a message shows, and for which it suggests another.
  private static final int LONGEST = 100;

  private final Map<String, Parsed> values = new HashMap<>();
  private final Schema<R> schema;
  private final Faults faults;

  ConfigValues(Schema<R> schema, Faults faults) {
    this.schema = schema;
    this.faults = faults;
  }

  void add(Given given) {
    Optional<Key> known = schema.key(given.key());
    if (known.isEmpty()) {
      faults.add(given.origin(), unknown(given.key()));
      return;
    }
    Key key = known.get();
    if (key.type() instanceof ValueType.TextList) {
      put(key, given.values(), given.origin());
    } else if (given.values().size() != 1) {
      faults.add(
          given.origin(),
          "%s must be %s, but is a list".formatted(key.name(), key.type().allowed()));
    } else {
      parse(key, given.values().getFirst(), given.origin());
    }
  }

  /// The config. Values with faults are replaced by their defaults.
  R config() {
    return new RecordBuilder(values, faults).build("", schema.defaults());
  }

  /// Where each key's value comes from; a missing key has its default.
  Map<String, Origin> origins() {
    Map<String, Origin> origins = new HashMap<>();
    values.forEach((key, parsed) -> origins.put(key, parsed.origin()));
    return origins;
  }

  private void parse(Key key, String text, Origin origin) {
    try {
      put(key, key.type().parse(text), origin);
    } catch (IllegalArgumentException _) {
      String meant =
          key.type() instanceof ValueType.OneOf choice && text.length() <= LONGEST
              ? didYouMean(text, choice.names())
              : "";
      faults.add(
          origin,
          "%s must be %s, but is %s%s"
              .formatted(key.name(), key.type().allowed(), quoted(text), meant));
    }
  }

  private void put(Key key, Object value, Origin origin) {
    values.put(key.name(), new Parsed(value, origin));
  }

  private static String quoted(String text) {
    return text.isBlank() ? "empty" : "\"" + shown(text) + "\"";
  }

  private static String shown(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }

  private String unknown(String name) {
    return schema
        .formerly(name)
        .map(key -> "%s is now called %s".formatted(name, key.name()))
        .orElseGet(() -> "no such key: " + shown(name) + didYouMean(name));
  }

  /// The nearest key or section; a key whose last part is the same comes first.
  private String didYouMean(String name) {
    if (name.length() > LONGEST || faults.areMany()) {
      return "";
    }
    String last = name.substring(name.lastIndexOf('.') + 1);
    List<String> sameLast =
        schema.keys().stream().map(Key::name).filter(key -> key.endsWith("." + last)).toList();
    if (!sameLast.isEmpty()) {
      return "; did you mean " + sameLast.getFirst() + "?";
    }
    List<String> names =
        Stream.concat(schema.keys().stream().map(Key::name), schema.sections().stream()).toList();
    return didYouMean(name, names);
  }

  private static String didYouMean(String word, List<String> known) {
    Optional<String> nearest = Nearest.to(word, known);
    return nearest.map("; did you mean %s?"::formatted).orElse("");
  }
}
