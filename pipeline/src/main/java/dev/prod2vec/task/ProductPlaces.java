package dev.prod2vec.task;

import dev.prod2vec.export.MapFile;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.plane.ProductMap;

/// Places the products on a map and writes it.
final class ProductPlaces {
  /// Products that t-SNE places: its time grows with the square of them, and more would not fit on
  /// the page of a report.
  private static final int ANCHORS = 1_500;

  private ProductPlaces() {}

  /// Writes `map.parquet`.
  ///
  /// @return what it holds
  static ProductMap write(TaskContext context, ProductModel model) throws InterruptedException {
    int threads = context.config().training().threads();
    ProductMap map = ProductMap.of(model.similarity(threads), ANCHORS, threads);
    TaskFiles files = context.files();
    MapFile.write(files.write(MapFile.NAME), map, model.vocabulary(), files.staging());
    return map;
  }
}
