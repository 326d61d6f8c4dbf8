package dev.prod2vec.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A config with the origin of each value.
///
/// @param config the values
/// @param origins where each value comes from, by key; a missing key has its default
/// @param file the config file that was read
public record EffectiveConfig(Config config, Map<String, Origin> origins, Optional<Path> file) {

  private static final Path DEFAULT_FILE = Path.of("prod2vec.yaml");

  public EffectiveConfig {
    origins = Map.copyOf(origins);
  }

  /// The config file to read: the named one, else `prod2vec.yaml` in the current directory if it
  /// exists.
  public static Optional<Path> file(Optional<Path> named) {
    return named.or(() -> Optional.of(DEFAULT_FILE).filter(path -> Files.exists(path)));
  }

  /// Reads the file, the environment and the flags; a later one wins over an earlier one.
  ///
  /// @param file the config file; none: no file is read
  /// @param environment all variables; those without the prefix `PROD2VEC_` are ignored
  /// @param flags values by key as on the command line; lists with commas or given several times
  /// @throws dev.prod2vec.setting.WrongUseException listing all faults at once
  public static EffectiveConfig load(
      Optional<Path> file, Map<String, String> environment, Map<String, List<String>> flags) {
    Faults faults = new Faults();
    ConfigValues values = new ConfigValues(faults);
    file.ifPresent(path ->
        YamlFile.read(path, faults)
            .forEach(given -> values.add(ConfigPaths.fromFile(path, given))));
    Environment.read(environment, faults).forEach(values::add);
    flags.forEach((name, texts) -> values.add(flag(name, texts)));
    Config config = values.config();
    faults.throwIfAny();
    return new EffectiveConfig(config, values.origins(), file);
  }

  /// Does nothing if every value that is not a default is that of a run's config. How S3 is reached
  /// may differ from machine to machine.
  ///
  /// @param run how messages call the run
  /// @throws dev.prod2vec.setting.WrongUseException listing all values that are not
  public void requireAgreement(Config ofRun, String run) {
    Faults faults = new Faults();
    Map<Key, Object> wanted = ConfigTree.flat(config);
    Map<Key, Object> has = ConfigTree.flat(ofRun);
    wanted.forEach((key, value) -> {
      Origin origin = origins.get(key.name());
      Object ofTheRun = requireNonNull(has.get(key));
      if (origin != null
          && !key.section().equals("s3")
          && !ConfigPaths.comparable(key, value).equals(ConfigPaths.comparable(key, ofTheRun))) {
        faults.add(
            origin,
            "%s is %s, but the run %s has %s; leave it out or start a new run"
                .formatted(key.name(), ConfigTree.text(value), run, ConfigTree.text(ofTheRun)));
      }
    });
    faults.throwIfAny();
  }

  private static Given flag(String name, List<String> texts) {
    Key key = Key.named(name);
    List<String> split = new ArrayList<>();
    for (String text : texts) {
      split.addAll(key == null ? List.of(text) : Lists.split(key, text));
    }
    return new Given(name, split, new Origin.Flag("--" + name));
  }

  /// The config as YAML that can be read back, with the origin of each value that is not a default.
  /// Its paths are absolute: wherever it is put, it means the same files.
  public String yaml() {
    return ConfigYaml.write(ConfigTree.withAbsolutePaths(config), origins);
  }

  /// The config as nested maps of plain values, with absolute paths.
  public Map<String, Object> tree() {
    return ConfigTree.of(ConfigTree.withAbsolutePaths(config));
  }
}
