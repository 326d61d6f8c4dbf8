package dev.prod2vec.cli;

import static java.util.Objects.requireNonNull;

import dev.prod2vec.config.Config;
import dev.prod2vec.ingest.RowSource;
import dev.prod2vec.launch.SparkConfig;
import dev.prod2vec.run.Run;
import dev.prod2vec.schema.EffectiveConfig;
import dev.prod2vec.schema.Key;
import dev.prod2vec.setting.Section.Scope;
import dev.prod2vec.setting.ValueType;
import dev.prod2vec.setting.WrongUseException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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

  private static final Map<String, String> SHORT_NAMES = shortNames();

  private final String orders;
  private final Predicate<Key> effective;
  private @Nullable CommandSpec command;
  private final OptionSpec file =
      OptionSpec.builder("--config")
          .paramLabel("FILE")
          .type(Path.class)
          .description("Config file. Default: prod2vec.yaml in the current directory, if there.")
          .build();
  private final Map<OptionSpec, Key> options = new LinkedHashMap<>();

  private ConfigFlags(String orders, Predicate<Key> effective) {
    this.orders = orders;
    this.effective = effective;
  }

  /// A flag for every key.
  ///
  /// @param orders the short name of `orders.files`, for example `--orders`
  static ConfigFlags all(String orders) {
    return new ConfigFlags(orders, _ -> true);
  }

  /// Flags for the keys that have an effect on a command, and for those of this machine, such as
  /// how a store is reached. A config file may hold others.
  ///
  /// @param parts names of sections, and of keys
  static ConfigFlags of(String orders, Set<String> parts) {
    return new ConfigFlags(
        orders,
        key ->
            (key.scope() == Scope.MACHINE && !key.section().equals(SparkConfig.SECTION))
                || parts.contains(key.name())
                || parts.contains(key.section()));
  }

  /// Whether a flag is the short name of a key in some command.
  static boolean isShortName(String flag) {
    return SHORT_NAMES.containsValue(flag);
  }

  private static Map<String, String> shortNames() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("orders.files", "--orders");
    names.put("products.files", "--products");
    names.put("training.objective", "--objective");
    names.put("training.dim", "--dim");
    names.put("training.epochs", "--epochs");
    names.put("training.learning-rate", "--learning-rate");
    names.put("training.seed", "--seed");
    names.put("training.threads", "--threads");
    names.put("start.from", "--start-from");
    names.put("tune", "--tune");
    names.put("tags", "--tags");
    names.put("sagemaker.detach", "--detach");
    return names;
  }

  private String shortName(String key, String usual) {
    return key.equals("orders.files") ? orders : usual;
  }

  /// Makes the flags and adds them to a command, once.
  void addTo(CommandSpec to) {
    List<Key> keys = ProgramConfig.SCHEMA.keys().stream().filter(effective).toList();
    SHORT_NAMES.forEach((name, usual) ->
        keys.stream()
            .filter(key -> key.name().equals(name))
            .forEach(key -> options.put(option(key, shortName(name, usual)).build(), key)));
    keys.stream()
        .filter(key -> !key.flag().equals(SHORT_NAMES.get(key.name())))
        .forEach(key -> options.put(option(key, key.flag()).hidden(true).build(), key));
    to.addOption(file);
    options.keySet().forEach(to::addOption);
    command = to;
  }

  /// The config of file, environment and flags, once the command line has been read.
  ///
  /// @throws WrongUseException listing all faults at once
  EffectiveConfig<Config> load(Map<String, String> environment) {
    return ProgramConfig.SCHEMA.load(EffectiveConfig.file(file()), environment, flags());
  }

  /// What the command line alone says: the flags, and the file that `--config` names.
  ///
  /// @throws WrongUseException listing all faults at once
  EffectiveConfig<Config> commandLineOnly() {
    return ProgramConfig.SCHEMA.load(file(), Map.of(), flags());
  }

  /// Checks that the command line wants the config that a run has. Other tags are no reason to
  /// refuse; the run keeps its own, and the console says so.
  ///
  /// @throws WrongUseException listing all values that differ
  void requireAgreement(Run run, Console console) {
    EffectiveConfig<Config> wanted = commandLineOnly();
    wanted.requireAgreement(run.config(), run.place());
    List<String> tags = run.config().tags();
    if (wanted.origins().containsKey("tags") && !wanted.config().tags().equals(tags)) {
      console.message(
          "run %s keeps its tags: %s"
              .formatted(run.id(), tags.isEmpty() ? "none" : String.join(", ", tags)));
    }
  }

  /// The command that has these flags, once they were added to it.
  CommandSpec command() {
    return requireNonNull(command);
  }

  /// @throws WrongUseException naming the flag of this command, if no file of orders is given
  void requireOrders(Config config) {
    if (config.orders().source() == RowSource.FILES && config.orders().files().isEmpty()) {
      throw new WrongUseException(
          "%s: no file is given\nhint: %s FILE, or files below orders in the config file"
              .formatted(orders, orders));
    }
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
        throw new WrongUseException(
            "%s and %s are the same; give one of them".formatted(before, name));
      }
      List<String> texts =
          value instanceof List<?> list
              ? list.stream().map(String::valueOf).toList()
              : List.of(value.toString());
      if (value instanceof List<?>) {
        texts.forEach(text -> requireNoFlag(text));
      }
      flags.put(key.name(), texts);
    });
    return flags;
  }

  /// Picocli takes a misspelt flag after `--orders FILE` for one more file.
  private void requireNoFlag(String text) {
    if (text.startsWith("--") && command != null) {
      throw new WrongUseException(WrongUse.noSuchFlag(text, command));
    }
  }

  private static OptionSpec.Builder option(Key key, String name) {
    OptionSpec.Builder option =
        OptionSpec.builder(name).description(description(key).replace("%", "%%"));
    return switch (key.type()) {
      case ValueType.TextList _ ->
          option.type(List.class).auxiliaryTypes(String.class).arity("1..*").paramLabel(label(key));
      case ValueType.Switch _ ->
          option
              .type(String.class)
              .arity("0..1")
              .fallbackValue("true")
              .paramLabel("true|false")
              .completionCandidates(List.of("true", "false"));
      case ValueType.IntNumber _, ValueType.LongNumber _, ValueType.DecimalNumber _ ->
          option.type(String.class).paramLabel("N");
      case ValueType.OneOf set ->
          option.type(String.class).paramLabel("NAME").completionCandidates(set.names());
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
}
