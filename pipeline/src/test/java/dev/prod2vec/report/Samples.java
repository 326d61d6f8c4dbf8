package dev.prod2vec.report;

import dev.prod2vec.evaluation.Lead;
import dev.prod2vec.evaluation.Metric;
import dev.prod2vec.evaluation.Score;
import dev.prod2vec.evaluation.ScorerName;
import dev.prod2vec.feature.ProductFeature;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.quality.Check;
import dev.prod2vec.quality.QualityReport;
import dev.prod2vec.quality.Severity;
import dev.prod2vec.quality.Verdict;
import dev.prod2vec.recommend.Basis;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.NeighbourQuality;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Small invented runs to write reports of.
public final class Samples {
  private Samples() {}

  public static List<EpochMetrics> epochs() {
    return List.of(
        new EpochMetrics(1, 2.5, 1000, 1.5, 0.08, true),
        new EpochMetrics(2, 2.0, 1000, 1.5, 0.11, true),
        new EpochMetrics(3, 1.9, 1000, 1.5, 0.10, false));
  }

  public static List<Score> scores() {
    return List.of(
        score(ScorerName.MODEL, 0.123),
        score(ScorerName.POPULARITY, 0.079, lead(0.044)),
        score(ScorerName.CO_COUNT, 0.109, lead(0.014)),
        score(ScorerName.ITEM_KNN, 0.119, lead(0.004)));
  }

  public static Lead lead(double hitRate) {
    return new Lead(
        new Metric(hitRate, hitRate - 0.003, hitRate + 0.003), new Metric(0.002, -0.001, 0.005));
  }

  public static Score score(ScorerName name, double hitRate) {
    return score(name, hitRate, Optional.empty());
  }

  public static Score score(ScorerName name, double hitRate, Lead lead) {
    return score(name, hitRate, Optional.of(lead));
  }

  private static Score score(ScorerName name, double hitRate, Optional<Lead> lead) {
    Metric found = new Metric(hitRate, hitRate - 0.006, hitRate + 0.006);
    Metric half = new Metric(hitRate / 2, hitRate / 2 - 0.003, hitRate / 2 + 0.003);
    return new Score(
        name,
        9000,
        found,
        new Metric(3 * hitRate, 3 * hitRate - 0.009, 3 * hitRate + 0.009),
        half,
        half,
        new double[] {2 * hitRate, hitRate, hitRate / 4},
        new int[] {3000, 3001, 2999},
        lead);
  }

  public static NeighbourQuality neighbourQuality(List<String> columns) {
    return new NeighbourQuality(
        8_012,
        1.734,
        columns.stream()
            .findFirst()
            .map(column ->
                new NeighbourQuality.Purity(
                    column,
                    8_000,
                    0.224,
                    0.27,
                    0.019,
                    List.of(
                        new NeighbourQuality.Band(0, 3_000, 0.153),
                        new NeighbourQuality.Band(10, 4_000, 0.247),
                        new NeighbourQuality.Band(200, 1_000, 0.345)))));
  }

  public static IngestReport ingest() {
    return ingest("shop/orders.csv", List.of());
  }

  /// What was read from one file, which also names the products.
  public static IngestReport ingest(String path, List<IngestReport.Column> columns) {
    List<Finding> findings =
        Stream.of(FindingKind.values())
            .map(kind ->
                kind == FindingKind.REPEATED_PRODUCT
                    ? new Finding(kind, 214, List.of("order_id"), List.of(List.of("<i>7</i>")))
                    : new Finding(kind, 0, List.of(), List.of()))
            .toList();
    return new IngestReport(
        List.of(
            new IngestReport.InputFile(
                columns.isEmpty() ? IngestReport.Role.ORDERS : IngestReport.Role.PRODUCTS,
                path,
                IngestReport.FileFormat.CSV,
                ",",
                24_680_147,
                1_384_617,
                columns,
                Optional.empty())),
        new IngestReport.RowCounts(1_384_617, 0, 0, 214, 1_384_403),
        Optional.empty(),
        Optional.empty(),
        new IngestReport.ProductCounts(0, 39_123, 18_526, 46_512, 0, 0, 20_597, 1_337_891),
        new IngestReport.BasketCounts(131_209, 312, 1, 80, 10.55, 9, 104_702, 13_120, 13_077),
        Optional.empty(),
        Optional.empty(),
        findings);
  }

  public static QualityReport quality(Verdict worst) {
    return new QualityReport(
        List.of(
            new Check(
                "missing-product-id",
                "Does every row name a product?",
                "0 of 1,384,617 rows lack one",
                "0 rows",
                Severity.ERROR,
                Verdict.PASSED,
                "",
                List.of(),
                List.of()),
            new Check(
                "single-product-orders",
                "Do most orders hold two or more products?",
                "61.0% of the orders hold one",
                "at most 50.0%",
                worst == Verdict.FAILED ? Severity.ERROR : Severity.WARN,
                worst,
                "",
                worst == Verdict.PASSED ? List.of() : List.of("order_id", "name"),
                worst == Verdict.PASSED
                    ? List.of()
                    : List.of(List.of("12", "<script>alert(1)</script>")))));
  }

  /// Products with names made from their index.
  public static Vocabulary vocabulary(int size, UnaryOperator<String> name, List<String> columns) {
    return new Vocabulary(
        columns,
        IntStream.range(0, size)
            .mapToObj(i ->
                new Product(
                    i,
                    "id" + i,
                    name.apply(String.valueOf(i)),
                    columns.stream().map(column -> column + " " + i % 5).toList(),
                    size - i))
            .toList());
  }

  /// The next `k` products, around the end.
  public static IntFunction<List<Neighbour>> neighbours(int size, int k) {
    return product ->
        IntStream.rangeClosed(1, k)
            .mapToObj(i ->
                new Neighbour(
                    (product + i) % size,
                    0.987f - 0.01f * i,
                    product,
                    1234,
                    0.01,
                    23.45,
                    Basis.ORDERS))
            .toList();
  }

  public static ReportData data(
      Vocabulary vocabulary, List<EpochMetrics> epochs, List<Score> scores) {
    return data(vocabulary, epochs, scores, ingest());
  }

  public static ReportData data(
      Vocabulary vocabulary, List<EpochMetrics> epochs, List<Score> scores, IngestReport ingest) {
    LinkedHashMap<String, String> settings = new LinkedHashMap<>();
    settings.put("training.seed", "1");
    settings.put("orders.filter", "quantity > 0");
    LinkedHashMap<String, String> hashes = new LinkedHashMap<>();
    hashes.put(
        ingest.inputs().getFirst().path(),
        "d27c4034883051c85e37c2cb0379fecbbeccad932970e171461aa99f18f75aea");
    return new ReportData(
        new RunFacts(
            new RunFacts.Run(
                "20260102-030405",
                "0.1.0",
                Instant.parse("2026-01-02T03:04:05Z"),
                List.of("nightly", "without <returns>"),
                settings,
                hashes),
            ingest,
            quality(Verdict.WARNED),
            epochs,
            scores,
            Set.of(ProductFeature.NAMES),
            Optional.of(neighbourQuality(vocabulary.categoryColumns())),
            Optional.empty(),
            vocabulary.trained(),
            vocabulary.newProducts().size()),
        products(vocabulary, CsvFormulas.KEEP));
  }

  /// Products on a map of 1,500 anchors at most, each with ten substitutes and no complement.
  public static ReportData.Products products(Vocabulary vocabulary, CsvFormulas formulas) {
    int size = vocabulary.size();
    return new ReportData.Products(
        vocabulary,
        map(size, Math.min(size, 1_500)),
        neighbours(size, Math.min(10, size - 1)),
        neighbours(size, 0),
        formulas);
  }

  private static ProductMap map(int size, int anchors) {
    Random random = new Random(7);
    float[] x = new float[size];
    float[] y = new float[size];
    for (int i = 0; i < size; i++) {
      x[i] = random.nextFloat(40, 960);
      y[i] = random.nextFloat(40, 960);
    }
    return new ProductMap(x, y, anchors);
  }

  public static String page(ReportData data) throws IOException {
    StringWriter out = new StringWriter();
    RunReport.write(data, out);
    return out.toString();
  }
}
