package dev.prod2vec.task;

import dev.prod2vec.model.ProductModel;
import dev.prod2vec.recommend.NearestProducts;
import java.io.IOException;
import java.io.Serializable;

/// Finds what is near each product of a run's model.
public interface NeighbourService {
  /// The nearest substitutes and complements of every product.
  ///
  /// @param count most products in a list
  /// @throws InterruptedException soon after the thread is interrupted
  Neighbours neighbours(TaskContext context, ProductModel model, int count)
      throws IOException, InterruptedException;

  /// The lists of every product, the evidence apart, which a [dev.prod2vec.recommend.Recommender]
  /// of the model has.
  ///
  /// @param complements of the products that were learned from orders
  record Neighbours(NearestProducts substitutes, NearestProducts complements)
      implements Serializable {}
}
