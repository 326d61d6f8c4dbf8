package dev.prod2vec.config;

import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.export.ExportConfig;
import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.ProductsConfig;
import dev.prod2vec.postgres.DatabaseConfig;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.quality.QualityConfig;
import dev.prod2vec.schema.Schema;
import dev.prod2vec.setting.Choice;
import dev.prod2vec.setting.Component;
import dev.prod2vec.setting.Records;
import dev.prod2vec.setting.Sections;
import dev.prod2vec.setting.Setting;
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
    @Setting("How rows become baskets, and which orders are held out.") BasketsConfig baskets,
    @Setting("Bounds of the checks on the prepared data.") QualityConfig quality,
    @Setting("How vectors are trained.") TrainingConfig training,
    @Setting("What training starts from.") StartConfig start,
    @Setting("How training's hyperparameters are searched for, if tune is true.")
        TuningConfig tuning,
    @Setting("How a model is scored.") EvaluationConfig evaluation,
    @Setting("What post_processing writes.") ExportConfig export,
    @Setting("What other modules are told.") Sections sections,
    @Setting(
            "Whether to search for training's hyperparameters instead of training with those"
                + " given.")
        boolean tune,
    @Setting(
            value =
                "What does the heavy work: local is this process; any other value is a service or a"
                    + " cluster, which has a section of settings.",
            defaultValue = Config.LOCAL,
            formerly = "backend")
        Choice engine,
    @Setting(
            value =
                "Short texts that tell runs apart, each of at most 60 characters. They change no"
                    + " result, and a run keeps its tags when it is resumed.",
            max = Tags.MOST,
            label = true)
        List<String> tags) {

  /// The engine that works in this process.
  public static final String LOCAL = "local";

  /// Without sections and engines of other modules.
  public static final Config DEFAULT = Records.defaults(Config.class);

  /// The keys of [#DEFAULT]. A program that uses other modules makes its own schema.
  public static final Schema<Config> SCHEMA = Schema.of(DEFAULT);

  public Config {
    sections.requireFor("engine", engine);
    Records.requireRanges(
        Config.class,
        orders,
        products,
        database,
        baskets,
        quality,
        training,
        start,
        tuning,
        evaluation,
        export,
        sections,
        tune,
        engine,
        tags);
    tags = Tags.of(tags);
  }

  /// The same with a choice of these engines.
  public Config withEngines(List<String> names) {
    return Records.with(this, "engine", new Choice(engine.name(), names));
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

  /// The same with other tags.
  public Config withTags(List<String> newTags) {
    return Records.with(this, "tags", newTags);
  }

  /// The same for one group of orders, with a tag that names it.
  public Config withGroup(String group) {
    return Records.with(this, "orders", Records.with(orders, "group", group))
        .withTags(Tags.and(tags, orders.groupColumn() + "=" + group));
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
