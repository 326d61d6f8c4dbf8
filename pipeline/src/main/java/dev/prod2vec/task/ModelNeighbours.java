package dev.prod2vec.task;

import dev.prod2vec.model.ProductModel;
import dev.prod2vec.recommend.NearestProducts;
import java.io.IOException;

/// Finds neighbours by some workers.
record ModelNeighbours(ModelWorkers.Hiring workers) implements NeighbourService {
  @Override
  public Neighbours neighbours(TaskContext context, ProductModel model, int count)
      throws IOException, InterruptedException {
    ModelWorkers own = workers.of(context, model);
    NearestProducts substitutes =
        NearestProducts.joined(
            own.inParts(
                "substitutes",
                (all, part, parts, threads) ->
                    all.recommender(threads).nearestSubstitutes(count, part, parts)));
    NearestProducts complements =
        NearestProducts.joined(
            own.inParts(
                "complements",
                (all, part, parts, threads) ->
                    all.recommender(threads).nearestComplements(count, part, parts)));
    return new Neighbours(substitutes, complements);
  }
}
