package dev.prod2vec.cli;

import dev.prod2vec.config.EffectiveConfig;
import dev.prod2vec.config.Key;
import dev.prod2vec.config.ValueType;
import dev.prod2vec.setting.Nearest;
import dev.prod2vec.setting.SettingException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The flags of a command that reads the config: `--config`, one for every key, and short names for
/// the common ones.
final class ConfigFlags {
  /// A command that reads the config.
  interface Reader {
    ConfigFlags flags();
  }

  private final Map<String, String> shortNames = new LinkedHashMap<>();
  private final OptionSpec file =
      OptionSpec.builder("--config")
          .paramLabel("FILE")
          .type(Path.class)
          .description("Config file. Default: prod2vec.yaml in the current directory, if there.")
          .build();
  private final Map<OptionSpec, Key> options = new LinkedHashMap<>();

  /// @param orders the short name of `orders.files`, for example `--orders`
  ConfigFlags(String orders) {
    shortNames.put("orders.files", orders);
    shortNames.put("products.files", "--products");
    shortNames.put("training.objective", "--objective");
    shortNames.put("training.dim", "--dim");
    shortNames.put("training.epochs", "--epochs");
    shortNames.put("training.learning-rate", "--learning-rate");
    shortNames.put("training.seed", "--seed");
    shortNames.put("training.threads", "--threads");
    shortNames.put("tune", "--tune");
    shortNames.put("sagemaker.detach", "--detach");
  }

  /// Makes the flags and adds them to a command, once.
  void addTo(CommandSpec command) {
    shortNames.forEach((key, name) -> options.put(option(key(key), name).build(), key(key)));
    Key.ALL.stream()
        .filter(key -> !key.flag().equals(shortNames.get(key.name())))
        .forEach(key -> options.put(option(key, key.flag()).hidden(true).build(), key));
    command.addOption(file);
    options.keySet().forEach(command::addOption);
  }

  /// The config of file, environment and flags, once the command line has been read.
  ///
  /// @throws SettingException listing all faults at once
  EffectiveConfig load(Map<String, String> environment) {
    return EffectiveConfig.load(EffectiveConfig.file(file()), environment, flags());
  }

  /// What the command line alone says: the flags, and the file that `--config` names.
  ///
  /// @throws SettingException listing all faults at once
  EffectiveConfig commandLineOnly() {
    return EffectiveConfig.load(file(), Map.of(), flags());
  }

  private Optional<Path> file() {
    @Nullable Path path = file.getValue();
    return Optional.ofNullable(path);
  }

  private Map<String, List<String>> flags() {
    Map<String, List<String>> flags = new LinkedHashMap<>();
    Map<Key, String> names = new LinkedHashMap<>();
    options.forEach((option, key) -> {
      @Nullable Object value = option.getValue();
      if (value == null) {
        return;
      }
      String name = option.longestName();
      String before = names.putIfAbsent(key, name);
      if (before != null) {
        throw new SettingException(
            "%s and %s are the same; give one of them".formatted(before, name));
      }
      List<String> texts =
          value instanceof List<?> list
              ? list.stream().map(String::valueOf).toList()
              : List.of(value.toString());
      if (value instanceof List<?>) {
        texts.forEach(text -> requireNoFlag(text, name));
      }
      flags.put(key.name(), texts);
    });
    return flags;
  }

  /// Picocli takes a misspelt flag behind `--orders FILE` for one more file.
  private void requireNoFlag(String text, String before) {
    if (text.startsWith("--")) {
      List<String> known = options.keySet().stream().map(OptionSpec::longestName).toList();
      String meant = Nearest.to(text, known).map("; did you mean %s?"::formatted).orElse("");
      throw new SettingException("Unknown option: '%s' behind %s%s".formatted(text, before, meant));
    }
  }

  private static OptionSpec.Builder option(Key key, String name) {
    OptionSpec.Builder option =
        OptionSpec.builder(name).description(description(key).replace("%", "%%"));
    return switch (key.type()) {
      case ValueType.TextList _ ->
          option.type(List.class).auxiliaryTypes(String.class).arity("1..*").paramLabel(label(key));
      case ValueType.Switch _ ->
          option.type(String.class).arity("0..1").fallbackValue("true").paramLabel("true|false");
      case ValueType.IntNumber _, ValueType.LongNumber _, ValueType.DecimalNumber _ ->
          option.type(String.class).paramLabel("N");
      case ValueType.Choice _ -> option.type(String.class).paramLabel("NAME");
      case ValueType.Text _ -> option.type(String.class).paramLabel(label(key));
    };
  }

  private static String label(Key key) {
    return key.type().isPath() ? "FILE" : "TEXT";
  }

  private static String description(Key key) {
    return key.defaultValue() instanceof List<?> list && list.isEmpty()
        ? key.description()
        : key.description() + " Default: " + key.defaultText() + ".";
  }

  private static Key key(String name) {
    return Key.ALL.stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
  }
}
