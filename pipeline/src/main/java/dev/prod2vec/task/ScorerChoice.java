package dev.prod2vec.task;

import dev.prod2vec.baseline.CoCount;
import dev.prod2vec.baseline.ItemKnn;
import dev.prod2vec.baseline.Popularity;
import dev.prod2vec.evaluation.Scorer;
import dev.prod2vec.evaluation.ScorerName;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.recommend.BasketCompletion;
import java.io.Serializable;

/// A scorer that any machine makes of the model's files.
///
/// @param exponent of ItemKNN; no matter for the others
record ScorerChoice(ScorerName name, double exponent) implements Serializable {
  static ScorerChoice of(ScorerName name) {
    return new ScorerChoice(name, 0);
  }

  Scorer scorer(ProductModel model) {
    return switch (name) {
      case MODEL -> new BasketCompletion(model.embedding());
      case POPULARITY -> new Popularity(model.evidence());
      case CO_COUNT -> new CoCount(model.evidence());
      case ITEM_KNN -> new ItemKnn(model.evidence(), exponent);
    };
  }
}
