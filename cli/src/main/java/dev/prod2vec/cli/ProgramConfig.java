package dev.prod2vec.cli;

import dev.prod2vec.config.Config;
import dev.prod2vec.s3.S3Config;
import dev.prod2vec.sagemaker.SageMakerConfig;
import dev.prod2vec.schema.Schema;

/// The config of this program: what the pipeline is told, and the sections and backends of the other
/// modules that it starts.
final class ProgramConfig {
  static final Schema<Config> SCHEMA =
      Schema.of(
          Config.DEFAULT
              .withBackends(Engines.names())
              .withSection(S3Config.DEFAULT)
              .withSection(SageMakerConfig.DEFAULT));

  private ProgramConfig() {}
}
