package dev.prod2vec.task;

import dev.prod2vec.file.Json;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.process.Failure;
import java.io.IOException;
import java.util.Optional;

/// Scores the model, asks the gate, then writes exports, map and report.
final class PostProcessing {
  private PostProcessing() {}

  static TaskResult run(TaskContext context, Engine engine)
      throws IOException, InterruptedException {
    TaskFiles files = context.files();
    ProductModel model = ProductModel.open(files::read, files.find(PreparedData.NEW_PRODUCTS));
    ProductModel learned = model.trained();
    EvaluationReport evaluation =
        engine
            .scoring()
            .scores(context, learned)
            .withStart(
                StartComparison.of(context, learned.embedding(), learned.vocabulary().counts()));
    Json.write(files.write(EvaluationReport.FILE), evaluation);
    TaskResult result = TaskResult.of(evaluation.metrics());
    Optional<Failure> refusal =
        evaluation.gate().refusal(files.directory().resolve(EvaluationReport.FILE));
    if (refusal.isEmpty() && evaluation.start().isPresent()) {
      refusal =
          StartComparison.refusal(evaluation.start().get(), context.config().start().maxDrift());
    }
    if (refusal.isPresent()) {
      return result.withRefusal(refusal.get());
    }
    NeighbourService.Neighbours neighbours =
        engine.neighbours().neighbours(context, model, context.config().export().neighbours());
    engine.exports().write(context, model, neighbours);
    files.write(ProductModel.LOOKUP, model::writeLookup);
    ProductMap map = ProductPlaces.write(context, model);
    ModelReport.write(context, model, map, evaluation, neighbours);
    return result;
  }
}
