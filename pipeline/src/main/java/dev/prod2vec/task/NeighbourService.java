package dev.prod2vec.task;

import dev.prod2vec.model.ProductModel;
import dev.prod2vec.recommend.Neighbour;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;

/// Finds what is near each product of a run's model.
public interface NeighbourService {
  /// The nearest substitutes and complements of every product.
  ///
  /// @param count most products in a list
  /// @throws InterruptedException soon after the thread is interrupted
  Neighbours neighbours(TaskContext context, ProductModel model, int count)
      throws IOException, InterruptedException;

  /// The lists of every product, best first, by its index in the vocabulary.
  record Neighbours(
      IntFunction<List<Neighbour>> substitutes, IntFunction<List<Neighbour>> complements) {}
}
