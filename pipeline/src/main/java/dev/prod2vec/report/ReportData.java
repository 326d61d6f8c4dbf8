package dev.prod2vec.report;

import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.List;
import java.util.function.IntFunction;

/// The data of a run's report.
///
/// @param products what the map and the list of products show
public record ReportData(RunFacts facts, Products products) {

  /// The products, their places and their neighbours.
  ///
  /// @param map places of the products of the vocabulary, in its order; its anchors are shown
  /// @param substitutes a product's substitutes, best first; asked for the first [#MOST] products
  ///   at most
  /// @param complements a product's complements, best first; as `substitutes`
  /// @param formulas how to write names and ids in the csv files that the page saves
  public record Products(
      Vocabulary vocabulary,
      ProductMap map,
      IntFunction<List<Neighbour>> substitutes,
      IntFunction<List<Neighbour>> complements,
      CsvFormulas formulas) {

    /// Most products that can be looked up in the report: the most bought.
    static final int MOST = 20_000;
  }
}
