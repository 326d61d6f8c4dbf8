package dev.prod2vec.task;

import dev.prod2vec.model.ProductModel;
import dev.prod2vec.recommend.Recommender;

/// Finds neighbours in this process.
final class LocalNeighbours implements NeighbourService {
  @Override
  public Neighbours neighbours(TaskContext context, ProductModel model, int count) {
    Recommender recommender = model.recommender(context.config().training().threads());
    return new Neighbours(
        recommender.allSubstitutes(count)::of, recommender.allComplements(count)::of);
  }
}
