package dev.prod2vec.task;

import dev.prod2vec.model.ProductModel;
import java.io.IOException;

/// Scores a run's model on the orders that were held out.
public interface ScoringService {
  /// The scores of the model and of what it has to beat, on the same questions.
  ///
  /// @param model what the run has trained; not empty
  /// @throws InterruptedException soon after the thread is interrupted
  EvaluationReport scores(TaskContext context, ProductModel model)
      throws IOException, InterruptedException;
}
