package dev.prod2vec.cli;

import dev.prod2vec.evaluation.Lead;
import dev.prod2vec.evaluation.Metric;
import dev.prod2vec.evaluation.Score;
import dev.prod2vec.evaluation.ScorerName;
import dev.prod2vec.export.VectorFormat;
import dev.prod2vec.file.Json;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.OrderTimes;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.prepared.SplitBy;
import dev.prod2vec.recommend.NeighbourQuality;
import dev.prod2vec.report.RunReport;
import dev.prod2vec.report.StartFacts;
import dev.prod2vec.report.StudyPage;
import dev.prod2vec.run.Manifest;
import dev.prod2vec.run.Run;
import dev.prod2vec.run.TaskRecord;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.task.EvaluationReport;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.ProductSearch;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The summary printed when a run is done.
final class RunSummary {
  private RunSummary() {}

  /// @param similar the first words of the command that shows neighbours
  /// @param columns of the terminal
  static String text(Run run, List<String> similar, int columns) {
    Path directory = run.directory();
    Manifest manifest = run.manifest();
    EvaluationReport evaluation =
        Json.read(directory.resolve(EvaluationReport.FILE), EvaluationReport.class);
    Vocabulary vocabulary = PreparedData.vocabulary(directory.resolve(PreparedData.VOCABULARY));
    Duration took =
        manifest.tasks().stream().map(TaskRecord::duration).reduce(Duration.ZERO, Duration::plus);
    String done =
        "run %s is done in %s: %s, %s with a vector"
            .formatted(
                manifest.id(),
                HumanNumbers.time(took),
                HumanNumbers.count(number(manifest, "orders"), "order"),
                HumanNumbers.count(vocabulary.size(), "product"));
    return """

    %s

    %s%s
    %s
    report    %s
    vectors   %s
    next      %s
    """
        .formatted(
            Layout.paragraphs(done, 0, columns),
            scores(
                evaluation,
                testOrders(Json.read(directory.resolve(IngestReport.FILE), IngestReport.class)),
                columns),
            tuning(run.place(), manifest, columns),
            Layout.paragraphs("tasks     " + seconds(manifest), 10, columns),
            run.place() + "/" + RunReport.FILE,
            run.place() + "/" + VectorFormat.PARQUET.fileName(),
            next(similar, vocabulary));
  }

  /// A command that can be pasted.
  private static String next(List<String> similar, Vocabulary vocabulary) {
    Product first = vocabulary.product(0);
    boolean nameIsEnough = new ProductSearch(vocabulary).exact(first.name()).equals(List.of(first));
    String product = nameIsEnough ? first.name() : first.id();
    List<String> words = new ArrayList<>(similar);
    if (product.startsWith("-")) {
      words.add("--");
    }
    words.add(product);
    return ShellCommand.prod2vec(words.toArray(String[]::new));
  }

  /// The findings of the search, if there was one.
  private static String tuning(String place, Manifest manifest, int columns) {
    return manifest
        .metric("tuning_analysis", "findings")
        .map(findings ->
            "\n%s\n\ntuning    %s"
                .formatted(
                    Layout.paragraphs(String.valueOf(findings), 0, columns),
                    place + "/" + StudyPage.FILE))
        .orElse("");
  }

  /// A table of the scores with what they mean, and a line about neighbours.
  ///
  /// @param testOrders which orders the test has, to follow their number; may be empty
  /// @param columns of the terminal
  static String scores(EvaluationReport evaluation, String testOrders, int columns) {
    return table(evaluation.scores(), testOrders, columns)
        + evaluation.start().map(start -> start(start, columns)).orElse("")
        + evaluation
            .neighbours()
            .map(quality -> "\n" + Layout.paragraphs(neighbours(quality), 0, columns) + "\n")
            .orElse("");
  }

  /// Which orders were held out, where their times decided.
  private static String testOrders(IngestReport ingest) {
    return ingest
        .times()
        .filter(times -> times.split() == SplitBy.TIME)
        .flatMap(OrderTimes::testFrom)
        .map(" of the newest orders (from %s on)"::formatted)
        .orElse("");
  }

  private static String start(StartFacts start, int columns) {
    String scores =
        start
            .scores()
            .map(found ->
                "on the same baskets and products, HR@10 is %s and was %s: a lead of %s (%s); "
                    .formatted(
                        number(found.hitRate10()),
                        number(found.earlierHitRate10()),
                        number(found.hitRate10Lead()),
                        interval(found.hitRate10Lead())))
            .orElse("not scored against it: " + start.unscored() + "; ");
    String line =
        "since run %s: %svectors moved by %s on average (0: not at all, 1: nothing in common)"
            .formatted(start.run(), scores, HumanNumbers.decimal(start.drift().meanByOrders(), 3));
    return "\n" + Layout.paragraphs(line, 0, columns) + "\n";
  }

  private static String table(List<Score> scores, String testOrders, int columns) {
    if (scores.isEmpty()) {
      return "no test order has two known products, so nothing was scored\n";
    }
    TextTable table =
        TextTable.of("", "#HR@10", "95% interval", "#NDCG@10", "#MRR", "95% interval", "#HR@100");
    for (Score score : scores) {
      table.row(
          "  " + score.name(),
          number(score.hitRate10()),
          interval(score.hitRate10()),
          number(score.ndcg10()),
          number(score.meanReciprocalRank()),
          interval(score.meanReciprocalRank()),
          number(score.hitRate100()));
    }
    String heading =
        "%s%s with one product left out; how often it is among the first ten is HR@10"
            .formatted(HumanNumbers.count(scores.getFirst().baskets(), "basket"), testOrders);
    return "%s\n%s%s"
        .formatted(
            Layout.paragraphs(heading, 0, columns), table.text(columns), lead(scores, columns));
  }

  /// The model's lead over the best other scorer.
  private static String lead(List<Score> scores, int columns) {
    return scores.stream()
        .filter(score -> score.lead().isPresent())
        .max(Comparator.comparingDouble(score -> score.hitRate10().value()))
        .map(best -> lead(best.name(), best.lead().orElseThrow()))
        .map(line -> "\n" + Layout.paragraphs(line, 0, columns) + "\n")
        .orElse("");
  }

  private static String lead(ScorerName over, Lead lead) {
    return "lead over %s on the same baskets: %s (%s) in HR@10, %s (%s) in MRR"
        .formatted(
            over,
            number(lead.hitRate10()),
            interval(lead.hitRate10()),
            number(lead.meanReciprocalRank()),
            interval(lead.meanReciprocalRank()));
  }

  private static String number(Metric metric) {
    return HumanNumbers.decimal(metric.value(), 3);
  }

  private static String interval(Metric metric) {
    return "%s to %s"
        .formatted(HumanNumbers.decimal(metric.low(), 3), HumanNumbers.decimal(metric.high(), 3));
  }

  private static String neighbours(NeighbourQuality quality) {
    String purity =
        quality
            .purity10()
            .map(found ->
                "%s of a product's ten substitutes share its %s (%s by chance); "
                    .formatted(
                        HumanNumbers.percent(found.byProduct()),
                        found.category(),
                        HumanNumbers.percent(found.chance())))
            .orElse("");
    return "%shubness %s (0: no product crowds the lists)"
        .formatted(purity, HumanNumbers.decimal(quality.hubness(), 2));
  }

  private static long number(Manifest manifest, String metric) {
    return manifest
        .metric("pre_process_data", metric)
        .filter(Number.class::isInstance)
        .map(value -> ((Number) value).longValue())
        .orElse(0L);
  }

  /// The time of each task, on one line.
  private static String seconds(Manifest manifest) {
    return manifest.tasks().stream()
        .map(task -> task.task() + " " + HumanNumbers.time(task.duration()))
        .collect(Collectors.joining(", "));
  }
}
