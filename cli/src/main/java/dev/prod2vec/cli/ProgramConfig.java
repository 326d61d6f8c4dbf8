package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.launch.SparkConfig;
import dev.prod2vec.sagemaker.SageMakerConfig;
import dev.prod2vec.schema.Schema;
import dev.prod2vec.setting.Section;
import dev.prod2vec.store.StoreProvider;

/// The config of this program: what the pipeline is told, and the sections and engines of the other
/// modules that it starts.
final class ProgramConfig {
  static final Schema<Config> SCHEMA = Schema.of(defaults());

  private ProgramConfig() {}

  private static Config defaults() {
    Config config = Config.DEFAULT.withEngines(Engines.names());
    for (StoreProvider<?> provider : StoreProvider.registered()) {
      if (provider.defaults() instanceof Section) {
        config = config.withSection(provider.defaults());
      }
    }
    return config.withSection(SageMakerConfig.DEFAULT).withSection(SparkConfig.DEFAULT);
  }
}
