package dev.prod2vec.config;

import static dev.prod2vec.setting.Require.require;

import dev.prod2vec.backend.Backend;
import dev.prod2vec.backend.SageMakerConfig;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.export.ExportConfig;
import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.ProductsConfig;
import dev.prod2vec.postgres.DatabaseConfig;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.quality.QualityConfig;
import dev.prod2vec.schema.Schema;
import dev.prod2vec.setting.Component;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Sections;
import dev.prod2vec.setting.Setting;
import dev.prod2vec.store.S3Config;
import dev.prod2vec.study.TuningConfig;
import dev.prod2vec.training.TrainingConfig;
import java.util.List;
import java.util.Optional;

/// Everything a run can be told. Keys, environment variables, flags and the reference page are
/// derived from these components and theirs.
public record Config(
    @Setting("Where the orders are and how they are written.") OrdersConfig orders,
    @Setting("Where the product table is and how it is written.") ProductsConfig products,
    @Setting(
            "The database of orders and products whose source is jdbc, and of export --to"
                + " postgres.")
        DatabaseConfig database,
    @Setting("How S3 is reached, where inputs, runs or exports are s3:// locations.") S3Config s3,
    @Setting("How rows become baskets, and which orders are held out.") BasketsConfig baskets,
    @Setting("Bounds of the checks on the prepared data.") QualityConfig quality,
    @Setting("How vectors are trained.") TrainingConfig training,
    @Setting("How training's hyperparameters are searched for, if tune is true.")
        TuningConfig tuning,
    @Setting("The jobs on Amazon SageMaker, if backend is sagemaker or sagemaker-local.")
        SageMakerConfig sagemaker,
    @Setting("How a model is scored.") EvaluationConfig evaluation,
    @Setting("What post_processing writes.") ExportConfig export,
    @Setting("What other modules are told.") Sections sections,
    @Setting(
            "Whether to search for training's hyperparameters instead of training with those"
                + " given.")
        boolean tune,
    @Setting(
            value =
                "Where trainings run: in this process, as jobs on Amazon SageMaker, or as jobs of a"
                    + " stand-in for it on this machine.",
            defaultValue = "local")
        Backend backend) {

  public static final Config DEFAULT = Records.defaults(Config.class);
  public static final Schema<Config> SCHEMA = Schema.of(DEFAULT);

  public Config {
    List<String> missing = sagemaker.missing(backend);
    require(
        missing.isEmpty(),
        List.of("backend"),
        "backend needs values for %s",
        String.join(", ", missing));
  }

  /// The same with other baskets.
  public Config withBaskets(BasketsConfig newBaskets) {
    return Records.with(this, "baskets", newBaskets);
  }

  /// The same with another search.
  public Config withTuning(TuningConfig newTuning) {
    return Records.with(this, "tuning", newTuning);
  }

  /// The same with another training.
  public Config withTraining(TrainingConfig newTraining) {
    return Records.with(this, "training", newTraining);
  }

  /// The part of a type: one of the components, or a section that another module brought.
  ///
  /// @throws IllegalArgumentException if there is none
  public <S extends Record> S section(Class<S> type) {
    return component(type)
        .map(component -> type.cast(component.of(this)))
        .orElseGet(() -> sections.of(type));
  }

  /// The same with another part in place of the one of its type; a section of another module may be
  /// new.
  public Config withSection(Record section) {
    return component(section.getClass())
        .map(component -> Records.with(this, component.name(), section))
        .orElseGet(() -> Records.with(this, "sections", sections.with(section)));
  }

  private static Optional<Component> component(Class<?> type) {
    return Records.components(Config.class).stream()
        .filter(component -> component.type() == type)
        .findFirst();
  }
}
