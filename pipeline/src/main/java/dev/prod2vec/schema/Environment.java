package dev.prod2vec.schema;

import dev.prod2vec.setting.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The config's environment variables.
public final class Environment {
  static final String PREFIX = "PROD2VEC_";

  /// Variables with the prefix that are no keys, with their meanings.
  public static final Map<String, String> RESERVED =
      Map.of(
          "PROD2VEC_DATA", "Folder of real data that the tests read.",
          "PROD2VEC_JAVA_OPTIONS", "Options for the Java virtual machine, for example -Xmx8g.",
          "PROD2VEC_SERVE_TOKEN",
              "The token that prod2vec serve asks for; it never stands in a config.");

  private Environment() {}

  /// Reads the variables that have the prefix. A list is written with commas.
  static List<Given> read(Schema<?> schema, Map<String, String> environment, Faults faults) {
    Map<String, Key> known = new TreeMap<>();
    Map<String, Key> former = new TreeMap<>();
    schema
        .keys()
        .forEach(key ->
            key.formerNames().forEach(name -> former.put(Key.environmentVariable(name), key)));
    schema.keys().forEach(key -> known.put(key.environmentVariable(), key));
    List<Given> given = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach((name, value) -> {
          Key key = known.get(name);
          if (key != null) {
            given.add(new Given(key.name(), Lists.split(key, value), new Origin.Variable(name)));
          } else if (former.containsKey(name)) {
            faults.add(
                new Origin.Variable(name),
                "is now called " + former.get(name).environmentVariable());
          } else if (name.startsWith(PREFIX) && !RESERVED.containsKey(name)) {
            Optional<String> meant = Nearest.to(name, known.keySet());
            faults.add(
                new Origin.Variable(name),
                "no key has this variable" + meant.map("; did you mean %s?"::formatted).orElse(""));
          }
        });
    return given;
  }
}
