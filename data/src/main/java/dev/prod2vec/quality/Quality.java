package dev.prod2vec.quality;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.InputFile;
import dev.prod2vec.prepared.IngestReport.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Checks prepared data. The severity of each check is fixed; `quality.warn-only` makes an error a
/// warning.
public final class Quality {
  /// All rules, in the order of the report.
  private static final List<Rule<Shop>> RULES =
      Stream.of(
              ReadingRules.ALL.stream().map(rule -> rule.over(Shop::ingest)),
              AmountRules.ALL.stream(),
              ProductRules.ALL.stream().map(rule -> rule.over(Shop::ingest)),
              BasketRules.ALL.stream(),
              QuantityRules.ALL.stream().map(rule -> rule.over(Shop::ingest)),
              GroupRules.ALL.stream().map(rule -> rule.over(Shop::ingest)),
              TimeRules.ALL.stream().map(rule -> rule.over(Shop::ingest)),
              FileRules.ALL.stream().map(rule -> rule.over(Shop::ingest)))
          .<Rule<Shop>>flatMap(rules -> rules)
          .toList();

  /// Names of all checks, in the order of the report.
  static final List<String> NAMES = RULES.stream().map(Rule::name).toList();

  private Quality() {}

  /// Runs every check.
  ///
  /// @param directory holds the Parquet files that preparation wrote together with `ingest`
  /// @throws dev.prod2vec.file.InputException if a file is missing or broken
  /// @throws InterruptedException if the thread is interrupted, soon after it is
  public static QualityReport check(IngestReport ingest, Path directory, QualityConfig config)
      throws InterruptedException {
    try (Database database = Database.open(directory)) {
      Shop shop = new Shop(ingest, new PreparedBaskets(directory, database));
      List<Rule<Shop>> rules =
          RULES.stream()
              .filter(rule -> ingest.times().isPresent() || !isAmong(TimeRules.ALL, rule))
              .filter(rule -> ingest.quantities().isPresent() || !isAmong(QuantityRules.ALL, rule))
              .filter(rule -> ingest.groups().isPresent() || !isAmong(GroupRules.ALL, rule))
              .toList();
      return new QualityReport(checks(rules, shop, config));
    }
  }

  private static boolean isAmong(List<Rule<IngestReport>> rules, Rule<Shop> rule) {
    return rules.stream().anyMatch(of -> of.name().equals(rule.name()));
  }

  private static <S> List<Check> checks(List<Rule<S>> rules, S subject, QualityConfig config)
      throws InterruptedException {
    List<Check> checks = new ArrayList<>();
    for (Rule<S> rule : rules) {
      checks.add(rule.check(subject, config));
    }
    return checks;
  }

  /// One line per failed check with up to three examples, as a person reads it on a terminal: at
  /// most nine lines; empty text where none failed.
  public static String failures(IngestReport ingest, QualityReport report) {
    return CheckLines.of(
        ordersFile(ingest) + ": check %s failed: %s, allowed %s",
        report.withVerdict(Verdict.FAILED));
  }

  /// The same of the checks that warned.
  public static String warnings(QualityReport report) {
    return CheckLines.of("warning: check %s: %s, allowed %s", report.withVerdict(Verdict.WARNED));
  }

  /// Warnings of the checks of how rows were read, which matter also where no task checks the data;
  /// also of those that would stop a run.
  ///
  /// @throws InterruptedException if the thread is interrupted
  public static String warningsOfReading(IngestReport ingest, QualityConfig config)
      throws InterruptedException {
    List<Rule<IngestReport>> rules =
        Stream.concat(ReadingRules.ALL.stream(), FileRules.ALL.stream()).toList();
    return CheckLines.of(
        "warning: check %s: %s, allowed %s",
        checks(rules, ingest, config).stream()
            .filter(check -> check.verdict() != Verdict.PASSED)
            .toList());
  }

  private static String ordersFile(IngestReport ingest) {
    return ingest.inputs().stream()
        .filter(input -> input.role() == Role.ORDERS)
        .map(InputFile::path)
        .findFirst()
        .orElse("orders");
  }
}
