package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.s3.S3Store;
import dev.prod2vec.schema.EffectiveConfig;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.S3Config;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// S3, opened when it is first needed: without it no class of the SDK is loaded.
final class Stores implements Function<S3Config, ConditionalStore> {
  private final Map<String, String> environment;
  private final Map<S3Config, ConditionalStore> open = new HashMap<>();

  Stores(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public ConditionalStore apply(S3Config config) {
    return open.computeIfAbsent(config, _ -> S3Store.open(config, environment));
  }

  /// S3 as the environment and the config file in the current directory say, for commands that read
  /// nothing else of a config.
  ConditionalStore standard() {
    return apply(
        Config.SCHEMA
            .load(EffectiveConfig.file(Optional.empty()), environment, Map.of())
            .config()
            .s3());
  }
}
