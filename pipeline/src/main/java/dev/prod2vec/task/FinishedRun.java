package dev.prod2vec.task;

import dev.prod2vec.config.Config;
import dev.prod2vec.file.Json;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.report.RunFacts;
import dev.prod2vec.schema.ConfigTree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Reads again what a finished run says about itself.
public final class FinishedRun {
  private static final Set<String> SECTIONS = ConfigTree.of(Config.DEFAULT).keySet();

  private FinishedRun() {}

  /// What a run's report says, apart from its products.
  ///
  /// @param folder of the run
  /// @param model of the run
  /// @param run as its manifest has it, without settings
  /// @param config all keys with their values, by its manifest; sections that only other programs
  ///   know are left out
  /// @throws dev.prod2vec.file.InputException if a file is missing or broken
  /// @throws dev.prod2vec.setting.WrongUseException if this version does not know a key of the
  ///   config
  public static RunFacts read(
      Path folder, ProductModel model, RunFacts.Run run, Map<String, Object> config) {
    Map<String, Object> known = new LinkedHashMap<>(config);
    known.keySet().retainAll(SECTIONS);
    return ModelReport.facts(
        new RunFacts.Run(
            run.id(),
            run.toolVersion(),
            run.created(),
            run.tags(),
            ModelReport.settings(Config.SCHEMA.parse(known, folder.toString()), model.metadata()),
            run.inputSha256()),
        model,
        Json.read(folder.resolve(EvaluationReport.FILE), EvaluationReport.class),
        folder::resolve);
  }
}
