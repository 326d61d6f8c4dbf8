package dev.prod2vec.task;

import dev.prod2vec.model.ProductModel;
import dev.prod2vec.prepared.PreparedData;

/// Scores in this process.
final class LocalScoring implements ScoringService {
  @Override
  public EvaluationReport scores(TaskContext context, ProductModel model) throws InterruptedException {
    return ModelScores.evaluate(
        model,
        PreparedData.baskets(context.files().read(PreparedData.VALIDATION)),
        PreparedData.baskets(context.files().read(PreparedData.TEST)),
        context.config().evaluation(),
        context.config().training().threads());
  }
}
