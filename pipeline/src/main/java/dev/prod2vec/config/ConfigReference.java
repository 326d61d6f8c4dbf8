package dev.prod2vec.config;

import dev.prod2vec.schema.Environment;
import dev.prod2vec.schema.Key;
import dev.prod2vec.schema.Schema;
import dev.prod2vec.setting.ValueType;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The reference page of the keys, as Markdown.
public final class ConfigReference {
  private ConfigReference() {}

  /// The whole page.
  public static String markdown(Schema<?> schema) {
    StringBuilder page =
        new StringBuilder(
            """
            # Config keys

            <!-- Generated: ./prod2vec reference config > docs/reference/config.md -->

            A value comes from, the first that has one wins:

            1. a flag: `--training.learning-rate 0.05`
            2. an environment variable: `PROD2VEC_TRAINING_LEARNING_RATE=0.05`
            3. a file in YAML: the one named by `--config`, otherwise `prod2vec.yaml` in the current directory if it is there
            4. the default

            `prod2vec config --show` prints the config in effect and where each value comes from; its output is a config file.
            An unknown key or variable is an error. In a flag or a variable the texts of a list are separated by commas; a flag that
            takes a list may be repeated. A file is read up to 1 MiB, 64 levels, 64 aliases and 100,000 values; more is an error.

            Paths in a config file are relative to the file's folder, paths in flags and variables to the current directory:
            `prod2vec run --config shop/prod2vec.yaml` reads `shop/orders.csv` where the file says `orders.csv`. Locations of a
            store stay as they are. `config --show` prints absolute paths, so its output means the same files wherever it is
            saved. The keys with paths: %s.

            ```yaml
            orders:
              files: [orders.csv]
            products:
              files: [products.csv]
            training:
              learning-rate: 0.05
            ```
            """
                .formatted(pathKeys(schema)));
    for (Schema.Part part : schema.parts()) {
      page.append("\n## ")
          .append(part.name().isEmpty() ? "At the top" : part.name())
          .append("\n\n");
      page.append(part.description().isEmpty() ? "" : part.description() + "\n\n");
      table(page, part.keys());
    }
    page.append("\n## Variables that are no keys\n\n| variable | meaning |\n| --- | --- |\n");
    new TreeMap<>(Environment.RESERVED)
        .forEach((name, meaning) -> page.append("| `%s` | %s |%n".formatted(name, meaning)));
    return page.toString();
  }

  private static String pathKeys(Schema<?> schema) {
    return schema.keys().stream()
        .filter(key -> key.type().isPath())
        .map(key -> "`" + key.name() + "`")
        .collect(Collectors.joining(", "));
  }

  private static void table(StringBuilder page, List<Key> keys) {
    page.append("| key | meaning | default | variable |\n| --- | --- | --- | --- |\n");
    for (Key key : keys) {
      page.append(
          "| `%s` | %s | `%s` | `%s` |%n"
              .formatted(key.name(), meaning(key), key.defaultText(), key.environmentVariable()));
    }
  }

  private static String meaning(Key key) {
    String allowed =
        key.type() instanceof ValueType.OneOf || key.type() instanceof ValueType.Switch
            ? " " + capital(key.type().allowed()) + "."
            : "";
    return (key.description() + allowed).replace("|", "\\|");
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
