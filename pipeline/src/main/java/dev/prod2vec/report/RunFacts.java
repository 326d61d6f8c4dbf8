package dev.prod2vec.report;

import dev.prod2vec.evaluation.Score;
import dev.prod2vec.feature.ProductFeature;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.quality.QualityReport;
import dev.prod2vec.recommend.NeighbourQuality;
import dev.prod2vec.training.EpochMetrics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// What a run's files say about it, apart from its products.
///
/// @param run which run it is
/// @param ingest what was read and dropped
/// @param quality the checks
/// @param epochs one per epoch of the training; not empty
/// @param scores the model first, then what it has to beat; empty where no test order is long
///   enough
/// @param features what of the products, besides their purchases, the vectors are made from
/// @param neighbours how good the lists of near products are; empty where not measured
/// @param start what happened to the vectors of an earlier run; empty if training started from
///   nothing
/// @param trained number of products that were learned from orders
/// @param newProducts number of products that have a vector by name and category alone
public record RunFacts(
    Run run,
    IngestReport ingest,
    QualityReport quality,
    List<EpochMetrics> epochs,
    List<Score> scores,
    Set<ProductFeature> features,
    Optional<NeighbourQuality> neighbours,
    Optional<StartFacts> start,
    int trained,
    int newProducts) {
  public RunFacts {
    epochs = List.copyOf(epochs);
    scores = List.copyOf(scores);
    features = Set.copyOf(features);
  }

  /// What it takes to make the run again.
  ///
  /// @param id the run's id
  /// @param toolVersion version of prod2vec
  /// @param created when the run was created
  /// @param tags short texts that tell runs apart
  /// @param settings the effective config, key by key, in the order to be shown
  /// @param inputSha256 path and SHA-256 (hexadecimal) of each file read
  public record Run(
      String id,
      String toolVersion,
      Instant created,
      List<String> tags,
      SequencedMap<String, String> settings,
      SequencedMap<String, String> inputSha256) {
    public Run {
      tags = List.copyOf(tags);
    }
  }
}
