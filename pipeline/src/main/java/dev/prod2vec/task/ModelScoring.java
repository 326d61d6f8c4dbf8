package dev.prod2vec.task;

import dev.prod2vec.model.ProductModel;
import dev.prod2vec.prepared.PreparedData;
import java.io.IOException;

/// Scores by some workers.
record ModelScoring(ModelWorkers.Hiring workers) implements ScoringService {
  @Override
  public EvaluationReport scores(TaskContext context, ProductModel model)
      throws IOException, InterruptedException {
    ModelScores scores =
        new ModelScores(
            model.vocabulary(),
            context.config().evaluation(),
            workers.of(context, model),
            context.config().training().threads());
    return scores.evaluate(
        PreparedData.baskets(context.files().read(PreparedData.VALIDATION)),
        PreparedData.baskets(context.files().read(PreparedData.TEST)));
  }
}
