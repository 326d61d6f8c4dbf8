package dev.prod2vec.task;

import dev.prod2vec.model.ProductModel;
import dev.prod2vec.store.Stores;
import java.util.Map;

/// Works in this process, unless another service is given for a part of the work.
public record LocalEngine(
    Preparation preparation,
    TrainingService training,
    ScoringService scoring,
    NeighbourService neighbours,
    ExportService exports)
    implements Engine {
  /// All in this process.
  ///
  /// @param environment where the password of a database is
  /// @param stores where inputs may be; used with the settings of each run
  public static LocalEngine of(Map<String, String> environment, Stores stores) {
    return new LocalEngine(
        new LocalPreparation(environment, stores),
        new LocalTraining(),
        new ModelScoring(LocalEngine::here),
        new ModelNeighbours(LocalEngine::here),
        new ModelExports(LocalEngine::here));
  }

  private static ModelWorkers here(TaskContext context, ProductModel model) {
    return new LocalModelWorkers(model, context.config().training().threads());
  }

  /// The same, but trainings and searches are done elsewhere.
  public LocalEngine withTraining(TrainingService other) {
    return new LocalEngine(preparation, other, scoring, neighbours, exports);
  }

  /// The same, but others compute scores and neighbours, and write tables.
  public LocalEngine withWorkers(ModelWorkers.Hiring workers) {
    return new LocalEngine(
        preparation,
        training,
        new ModelScoring(workers),
        new ModelNeighbours(workers),
        new ModelExports(workers));
  }
}
