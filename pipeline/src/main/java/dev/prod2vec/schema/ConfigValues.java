package dev.prod2vec.schema;

import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Collects given values, the later ones over the earlier ones, and makes a config of them.
final class ConfigValues<R extends Record> {
  /// A value of the right type and where it was written.
  record Parsed(Object value, Origin origin) {}

  /// Letters of a key or a value that a message shows, or that may have been meant for another.
  private static final int LONGEST = 100;

  private final Map<String, Parsed> values = new HashMap<>();
  private final Schema<R> schema;
  private final Faults faults;

  ConfigValues(Schema<R> schema, Faults faults) {
    this.schema = schema;
    this.faults = faults;
  }

  void add(Given given) {
    Key key = schema.key(given.key()).orElse(null);
    if (key == null) {
      faults.add(given.origin(), unknown(given.key()));
    } else if (key.type() instanceof ValueType.TextList) {
      put(key, given.values(), given.origin());
    } else if (given.values().size() != 1) {
      faults.add(
          given.origin(),
          "%s must be %s, but is a list".formatted(key.name(), key.type().allowed()));
    } else {
      parse(key, given.values().getFirst(), given.origin());
    }
  }

  /// The config; where there are faults, with some default instead.
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

  /// Nearest of the keys, of the sections, or of the keys without their section.
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
