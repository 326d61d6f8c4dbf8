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
import dev.prod2vec.setting.Setting;
import dev.prod2vec.store.S3Config;
import dev.prod2vec.study.TuningConfig;
import dev.prod2vec.training.TrainingConfig;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
    @Setting(
            "Whether to search for training's hyperparameters instead of training with those"
                + " given.")
        boolean tune,
    @Setting(
            "Where trainings run: in this process, as jobs on Amazon SageMaker, or as jobs of a"
                + " stand-in for it on this machine.")
        Backend backend) {

  public static final Config DEFAULT =
      new Config(
          OrdersConfig.DEFAULT,
          ProductsConfig.DEFAULT,
          DatabaseConfig.DEFAULT,
          S3Config.DEFAULT,
          BasketsConfig.DEFAULT,
          QualityConfig.DEFAULT,
          TrainingConfig.DEFAULT,
          TuningConfig.DEFAULT,
          SageMakerConfig.DEFAULT,
          EvaluationConfig.DEFAULT,
          ExportConfig.DEFAULT,
          false,
          Backend.LOCAL);

  public Config {
    List<String> missing = sagemaker.missing(backend);
    require(missing.isEmpty(), "backend needs values for %s", String.join(", ", missing));
  }

  /// The same with other baskets.
  public Config withBaskets(BasketsConfig newBaskets) {
    return new Config(
        orders,
        products,
        database,
        s3,
        newBaskets,
        quality,
        training,
        tuning,
        sagemaker,
        evaluation,
        export,
        tune,
        backend);
  }

  /// The part that has a type.
  ///
  /// @throws IllegalArgumentException if there is none
  public <S extends Record> S section(Class<S> type) {
    return type.cast(Key.value(component(type), this));
  }

  /// The same with another value of the part that has its type.
  ///
  /// @throws IllegalArgumentException if there is none
  public Config withSection(Record section) {
    String name = Key.kebabCase(component(section.getClass()).getName());
    return RecordBuilder.construct(Config.class, this, Map.of(name, section));
  }

  private static RecordComponent component(Class<?> type) {
    return Arrays.stream(Config.class.getRecordComponents())
        .filter(component -> component.getType() == type)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no part of a config: " + type));
  }

  /// The same with another search.
  public Config withTuning(TuningConfig newTuning) {
    return new Config(
        orders,
        products,
        database,
        s3,
        baskets,
        quality,
        training,
        newTuning,
        sagemaker,
        evaluation,
        export,
        tune,
        backend);
  }

  /// The same with another training.
  public Config withTraining(TrainingConfig newTraining) {
    return new Config(
        orders,
        products,
        database,
        s3,
        baskets,
        quality,
        newTraining,
        tuning,
        sagemaker,
        evaluation,
        export,
        tune,
        backend);
  }
}
