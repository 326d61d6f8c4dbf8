package dev.prod2vec.task;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.config.Config;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.file.FileFaults;
import dev.prod2vec.file.InputException;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.Sha256;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.process.ToolVersion;
import dev.prod2vec.schema.ConfigTree;
import dev.prod2vec.setting.KebabCase;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.training.QuantityWeight;
import dev.prod2vec.training.TrainedModel;
import dev.prod2vec.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The files that trainings write.
public final class TrainingFiles {
  /// Name of the log in a run directory: a line of JSON per epoch.
  public static final String LOG = "training.jsonl";

  /// Name of the vectors of the best trial so far; gone when the search is done.
  public static final String BEST = "tuning-best.safetensors";

  /// Name of the checkpoint of a stopped training; deleted when the training is done.
  static final String CHECKPOINT = "checkpoint.safetensors";

  private TrainingFiles() {}

  /// The files that every training reads.
  public static final List<String> INPUTS =
      List.of(PreparedData.BASKETS, PreparedData.VALIDATION, PreparedData.VOCABULARY);

  /// The files that a run's training reads.
  public static List<String> inputs(TaskFiles files) {
    List<String> names = new ArrayList<>(INPUTS);
    files.find(EarlierModel.FILE).ifPresent(_ -> names.add(EarlierModel.FILE));
    return names;
  }

  /// Tells people if validation orders have chosen another agreement than the usual one. In a run
  /// that starts from an earlier one they do not choose.
  ///
  /// @param asked the config's
  /// @param chosen what is trained
  public static void tellAgreement(
      TaskContext context, TrainingConfig asked, TrainingConfig chosen) {
    if (asked.agreement() == TrainingConfig.OPEN_AGREEMENT
        && chosen.agreement() != TrainingConfig.LEAST_AGREEMENT
        && context.files().find(EarlierModel.FILE).isEmpty()) {
      context
          .listener()
          .notice(
              "training.agreement is %s: it finds more of the validation orders' products than %s"
                  .formatted(chosen.agreement(), TrainingConfig.LEAST_AGREEMENT));
    }
  }

  /// Refuses a half-life, for orders whose dates are not known.
  ///
  /// @throws WrongUseException if the config has one
  public static void refuseHalfLife(TrainingConfig config) {
    if (config.halfLife() > 0) {
      throw new WrongUseException(
          "training.half-life: is %s, but the dates of the orders are not known\nhint: orders.time-column names the column that has them"
              .formatted(config.halfLife()));
    }
  }

  /// Refuses a weight of quantities, for orders whose quantities are not known.
  ///
  /// @throws WrongUseException if the config has one
  public static void refuseQuantityWeight(TrainingConfig config) {
    if (config.quantityWeight() != QuantityWeight.NONE) {
      throw new WrongUseException(
          "training.quantity-weight: is %s, but it is not known how much was bought\nhint: orders.quantity-column names the column that says it"
              .formatted(KebabCase.of(config.quantityWeight())));
    }
  }

  /// Refuses what a config asks of baskets that do not have it.
  ///
  /// @param baskets that are trained on
  /// @throws WrongUseException if it is a half-life or a weight of quantities
  static void refuseUnknown(Baskets baskets, TrainingConfig config) {
    if (!baskets.isDated()) {
      refuseHalfLife(config);
    }
    if (!baskets.isQuantified()) {
      refuseQuantityWeight(config);
    }
  }

  /// Writes what was learned, with its metadata.
  ///
  /// @param training how it was trained
  public static void writeModel(
      TaskContext context, Path file, TrainedModel model, TrainingConfig training)
      throws IOException, InterruptedException {
    writeModel(context, file, model, metadata(context, training));
  }

  /// The same with given metadata.
  static void writeModel(
      TaskContext context, Path file, TrainedModel model, Map<String, String> metadata)
      throws IOException, InterruptedException {
    FileFaults.file(
        context.files().directory().resolve(file.getFileName()),
        () -> Safetensors.write(file, model.embedding(), model.accumulators().tensors(), metadata));
  }

  /// Writes the log of a training.
  public static void writeLog(TaskFiles files, List<EpochMetrics> epochs)
      throws IOException, InterruptedException {
    files.write(LOG, file -> Files.writeString(file, log(epochs)));
  }

  /// The log of a training: a line of JSON per epoch.
  public static String log(List<EpochMetrics> epochs) {
    return epochs.stream().map(Json::line).collect(Collectors.joining("\n", "", "\n"));
  }

  /// Reads a log.
  ///
  /// @throws InputException if the file is missing or broken
  public static List<EpochMetrics> readLog(Path file) {
    return Json.text(file)
        .lines()
        .map(line -> Json.parse(line, file.toString(), EpochMetrics.class))
        .toList();
  }

  /// Adds the number of a trial to the metadata of its vectors.
  public static void markTrial(Path model, int trial) throws IOException {
    Safetensors.Model unmarked = Safetensors.read(model);
    Map<String, String> metadata = new TreeMap<>(unmarked.metadata());
    metadata.put(ProductModel.TRIAL, Integer.toString(trial));
    Files.delete(model);
    Safetensors.write(model, unmarked.embedding(), unmarked.others(), metadata);
  }

  /// The metadata of vectors. The number of threads is left out: the vectors do not depend on it.
  static Map<String, String> metadata(TaskContext context, TrainingConfig training)
      throws IOException {
    Config effective = context.config().withTraining(training);
    Map<?, ?> keys = (Map<?, ?>) ConfigTree.of(effective).get("training");
    Map<Object, Object> config = new LinkedHashMap<>(Objects.requireNonNull(keys));
    config.remove("threads");
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("prod2vec", ToolVersion.TEXT);
    metadata.put("objective", String.valueOf(config.get("objective")));
    metadata.put(ProductModel.CONFIG, Json.line(config));
    metadata.put(
        ProductModel.VOCABULARY_SHA256, Sha256.of(context.files().read(PreparedData.VOCABULARY)));
    Optional<Path> start = context.files().find(EarlierModel.FILE);
    if (start.isPresent()) {
      metadata.put("start_sha256", Sha256.of(start.get()));
    }
    return metadata;
  }
}
