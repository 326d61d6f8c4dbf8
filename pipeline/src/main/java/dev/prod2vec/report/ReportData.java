package dev.prod2vec.report;

import dev.prod2vec.evaluation.Score;
import dev.prod2vec.feature.ProductFeature;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.quality.QualityReport;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.NeighbourQuality;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.vocabulary.Vocabulary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.IntFunction;

/// The data of a run's report.
///
/// @param run which run it is
/// @param ingest what was read and dropped
/// @param quality the checks
/// @param epochs one per epoch of the training; not empty
/// @param scores the model first, then what it has to beat; empty where no test order is long
///   enough
/// @param features what of the products, besides their purchases, the vectors are made from
/// @param neighbours how good the lists of near products are; empty where not measured
/// @param products what the map and the list of products show
public record ReportData(
    Run run,
    IngestReport ingest,
    QualityReport quality,
    List<EpochMetrics> epochs,
    List<Score> scores,
    Set<ProductFeature> features,
    Optional<NeighbourQuality> neighbours,
    Products products) {

  /// What it takes to make the run again.
  ///
  /// @param id the run's id
  /// @param toolVersion version of prod2vec
  /// @param created when the run was created
  /// @param settings the effective config, key by key, in the order to be shown
  /// @param inputSha256 path and SHA-256 (hexadecimal) of each file read
  public record Run(
      String id,
      String toolVersion,
      Instant created,
      SequencedMap<String, String> settings,
      SequencedMap<String, String> inputSha256) {}

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
