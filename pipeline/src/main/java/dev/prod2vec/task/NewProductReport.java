package dev.prod2vec.task;

import java.util.List;

/// How well products that were taken out of training are brought back by their names and
/// categories.
///
/// @param takenOut products taken out
/// @param trained products that vectors were trained for
/// @param lists the substitutes of the products taken out, among the trained ones
/// @param found the products taken out as answers to the test orders that hold them
public record NewProductReport(int takenOut, int trained, List<Lists> lists, List<Found> found) {
  public NewProductReport {
    lists = List.copyOf(lists);
    found = List.copyOf(found);
  }

  /// How alike products and their ten substitutes are.
  ///
  /// @param category name of the category column
  /// @param features what brought the products back: `names`, and other category columns
  /// @param purity10 mean share of the ten that have the product's category, in [0, 1]
  public record Lists(String category, List<String> features, double purity10) {
    public Lists {
      features = List.copyOf(features);
    }
  }

  /// How often a product is among the first hundred of all products taken out.
  ///
  /// @param features as in [Lists]
  /// @param questions products taken out in test orders that have another product
  /// @param hitRate100 share of the questions, in [0, 1]
  /// @param chance what an order drawn at random would give
  public record Found(List<String> features, int questions, double hitRate100, double chance) {
    public Found {
      features = List.copyOf(features);
    }
  }
}
