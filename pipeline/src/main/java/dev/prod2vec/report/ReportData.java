package dev.prod2vec.report;

import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.evaluation.Score;
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
import java.util.function.IntFunction;

/// All that the report of a run tells.
///
/// @param runId the run's id
/// @param toolVersion version of prod2vec
/// @param when when the report was made
/// @param settings the effective config, key by key, in the order to be shown
/// @param inputSha256 path and SHA-256 (hexadecimal) of each file read
/// @param ingest what was read and dropped
/// @param quality the checks
/// @param epochs one per epoch of the training; not empty
/// @param scores the model first, then what it has to beat; empty where no test order is long
///   enough
/// @param neighbours how good the lists of near products are; empty where not measured
/// @param vocabulary the products
/// @param embedding their vectors
/// @param substitutes a product's substitutes, best first, with the cosine as score; asked for the
///   first [#MOST_PRODUCTS] products at most
/// @param complements a product's complements, best first; as `substitutes`
public record ReportData(
    String runId,
    String toolVersion,
    Instant when,
    SequencedMap<String, String> settings,
    SequencedMap<String, String> inputSha256,
    IngestReport ingest,
    QualityReport quality,
    List<EpochMetrics> epochs,
    List<Score> scores,
    Optional<NeighbourQuality> neighbours,
    Vocabulary vocabulary,
    Embedding embedding,
    IntFunction<List<Neighbour>> substitutes,
    IntFunction<List<Neighbour>> complements) {

  /// Most products that can be looked up in the report: the most bought.
  public static final int MOST_PRODUCTS = 20_000;
}
