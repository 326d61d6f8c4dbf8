package dev.prod2vec.schema;

import static java.util.Objects.requireNonNull;

import dev.prod2vec.setting.Section.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A config with the origin of each value.
///
/// @param config the values
/// @param origins where each value comes from, by key; a missing key has its default
/// @param file the config file that was read
public record EffectiveConfig<R extends Record>(
    R config, Map<String, Origin> origins, Optional<Path> file) {

  private static final Path DEFAULT_FILE = Path.of("prod2vec.yaml");

  public EffectiveConfig {
    origins = Map.copyOf(origins);
  }

  /// The config file to read: the named one, else `prod2vec.yaml` in the current directory if it is
  /// there.
  public static Optional<Path> file(Optional<Path> named) {
    return named.or(() -> Optional.of(DEFAULT_FILE).filter(path -> Files.exists(path)));
  }

  /// Does nothing if every value that somebody gave equals the value of a run's config. Values that
  /// belong to the machine or only name a run may differ.
  ///
  /// @param run how messages call the run
  /// @throws dev.prod2vec.setting.WrongUseException listing all values that differ
  public void requireAgreement(R ofRun, String run) {
    Faults faults = new Faults();
    Schema<R> schema = Schema.of(config);
    Map<Key, Object> has = schema.values(ofRun);
    schema
        .values(config)
        .forEach((key, value) -> {
          Origin origin = origins.get(key.name());
          Object ofTheRun = requireNonNull(has.get(key));
          if (origin != null
              && key.scope() == Scope.RUN
              && !ConfigPaths.comparable(key, value)
                  .equals(ConfigPaths.comparable(key, ofTheRun))) {
            faults.add(
                origin,
                "%s is %s, but the run %s has %s; leave it out or start a new run"
                    .formatted(key.name(), ConfigTree.text(value), run, ConfigTree.text(ofTheRun)));
          }
        });
    faults.throwIfAny();
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
