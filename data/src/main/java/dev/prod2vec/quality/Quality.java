package dev.prod2vec.quality;

import dev.prod2vec.ingest.BasketsConfig;
import dev.prod2vec.ingest.Database;
import dev.prod2vec.ingest.Finding;
import dev.prod2vec.ingest.FindingKind;
import dev.prod2vec.ingest.IngestReport;
import dev.prod2vec.ingest.IngestReport.Column;
import dev.prod2vec.ingest.IngestReport.InputFile;
import dev.prod2vec.ingest.IngestReport.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Checks prepared data. The severity of each check is fixed: an error is what makes vectors
/// impossible, wrong or impossible to judge; the rest warns. `quality.warn-only` makes an error a
/// warning.
public final class Quality {
  /// Names of all checks, in the order of the report.
  static final List<String> NAMES =
      List.of(
          "missing-order-id",
          "missing-product-id",
          "column-types",
          "enough-orders",
          "enough-products",
          "enough-training-baskets",
          "enough-test-baskets",
          "leakage",
          "unlisted-products",
          "unbought-products",
          "missing-listed-id",
          "duplicate-listing",
          "several-names",
          "missing-names",
          "repeated-products",
          "rare-products",
          "single-product-baskets",
          "large-baskets",
          "duplicate-orders",
          "popularity-skew",
          "empty-files",
          "table-format-folder");

  /// Types that ids may have: text and whole numbers. A fraction or a time is another column, or
  /// ids that lost digits.
  private static final Pattern ID_TYPE =
      Pattern.compile("VARCHAR|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|UUID|ENUM.*");

  private static final int MAX_WARNING_LINES = 8;

  private final IngestReport ingest;
  private final QualityConfig config;
  private final PreparedBaskets prepared;
  private final List<Check> checks = new ArrayList<>();

  private Quality(IngestReport ingest, QualityConfig config, PreparedBaskets prepared) {
    this.ingest = ingest;
    this.config = config;
    this.prepared = prepared;
  }

  /// Runs every check.
  ///
  /// @param directory holds the Parquet files that ingest wrote together with `ingest`
  /// @param baskets the config that ingest ran with
  /// @throws dev.prod2vec.ingest.InputException if a file is missing or broken
  /// @throws InterruptedException if the thread is interrupted, soon after it is
  public static QualityReport check(
      IngestReport ingest, Path directory, QualityConfig quality, BasketsConfig baskets)
      throws InterruptedException {
    try (Database database = Database.open(directory)) {
      PreparedBaskets prepared = new PreparedBaskets(directory, database);
      return new Quality(ingest, quality, prepared).run(baskets);
    }
  }

  /// A line for each check that warned; where there are many, the last line has the names of the
  /// rest.
  public static List<String> warnings(QualityReport report) {
    List<Check> warned = report.withVerdict(Verdict.WARNED);
    List<String> lines = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (Check check : warned) {
      if (lines.size() < MAX_WARNING_LINES) {
        lines.add("%s: %s, allowed %s".formatted(check.name(), check.observed(), check.bound()));
      } else {
        rest.add(check.name());
      }
    }
    if (!rest.isEmpty()) {
      lines.add("%d more: %s".formatted(rest.size(), String.join(", ", rest)));
    }
    return lines;
  }

  /// One line per failed check, as a person reads it on a terminal; empty text where none failed.
  public static String failures(IngestReport ingest, QualityReport report) {
    String file =
        ingest.inputs().stream()
            .filter(input -> input.role() == Role.ORDERS)
            .map(InputFile::path)
            .findFirst()
            .orElse("orders");
    StringBuilder lines = new StringBuilder();
    for (Check check : report.withVerdict(Verdict.FAILED)) {
      lines
          .append(
              "%s: check %s failed: %s, allowed %s."
                  .formatted(file, check.name(), check.observed(), check.bound()))
          .append('\n');
    }
    return lines.toString();
  }

  private QualityReport run(BasketsConfig baskets) throws InterruptedException {
    rowsOfOrders();
    columnTypes();
    amounts();
    leakage();
    productTable();
    products();
    baskets(baskets);
    files();
    return new QualityReport(checks);
  }

  private void rowsOfOrders() {
    share(
        "missing-order-id",
        "Does every row say which order it is of?",
        Severity.ERROR,
        FindingKind.MISSING_ORDER_ID,
        ingest.rows().read(),
        "rows",
        config.maxMissingShare());
    share(
        "missing-product-id",
        "Does every row say which product was bought?",
        Severity.ERROR,
        FindingKind.MISSING_PRODUCT_ID,
        ingest.rows().read(),
        "rows",
        config.maxMissingShare());
  }

  private void columnTypes() {
    List<List<String>> wrong = new ArrayList<>();
    for (InputFile input : ingest.inputs()) {
      for (Column column : input.columns()) {
        if (column.use().contains(" id") && !ID_TYPE.matcher(column.type()).matches()) {
          wrong.add(List.of(input.path(), column.name(), column.type()));
        }
      }
    }
    add(
        "column-types",
        "Are the columns with ids text or whole numbers?",
        wrong.size() + " columns of another type",
        "0",
        Severity.ERROR,
        wrong.isEmpty(),
        List.of("file", "column", "type"),
        wrong.subList(0, Math.min(5, wrong.size())));
  }

  private void amounts() throws InterruptedException {
    long orders = ingest.baskets().orders() - ingest.baskets().empty();
    least(
        "enough-orders",
        "Are there enough orders?",
        orders,
        "orders with a product in the vocabulary",
        config.minOrders());
    least(
        "enough-products",
        "Are there enough products?",
        ingest.products().vocabulary(),
        "products in the vocabulary",
        config.minProducts());
    least(
        "enough-training-baskets",
        "Are there enough baskets to learn from?",
        prepared.baskets(PreparedBaskets.TRAIN, 2),
        "training baskets with two products or more",
        config.minTrainingBaskets());
    least(
        "enough-test-baskets",
        "Are there enough baskets to judge the vectors by?",
        prepared.baskets(PreparedBaskets.TEST, 2),
        "test baskets with two products or more",
        config.minTestBaskets());
  }

  private void leakage() throws InterruptedException {
    List<List<String>> examples = prepared.ordersInTwoSplits(5);
    long count = prepared.ordersInTwoSplits();
    add(
        "leakage",
        "Is every order in one of training, validation and test alone?",
        number(count) + " orders in two of them",
        "0",
        Severity.ERROR,
        count == 0,
        List.of("order_id", "files"),
        examples);
  }

  private void productTable() {
    share(
        "unlisted-products",
        "Does the product table know the products that were bought?",
        Severity.ERROR,
        FindingKind.UNLISTED_PURCHASE,
        ingest.rows().purchases(),
        "purchases of products it lacks",
        config.maxUnlistedShare(),
        ingest.finding(FindingKind.UNLISTED_PRODUCT));
    long listed = ingest.products().listed();
    share(
        "unbought-products",
        "Was most of the product table bought?",
        Severity.WARN,
        FindingKind.UNBOUGHT_PRODUCT,
        listed,
        "listed products that nobody bought",
        config.maxUnboughtShare());
    none(
        "missing-listed-id",
        "Does every row of the product table have an id?",
        FindingKind.MISSING_LISTED_ID,
        "rows without one");
    none(
        "duplicate-listing",
        "Is every id once in the product table?",
        FindingKind.REPEATED_LISTING,
        "ids on several rows");
    share(
        "several-names",
        "Does every product have one name?",
        Severity.WARN,
        FindingKind.SEVERAL_NAMES,
        listed,
        "products with several names",
        config.maxSeveralNamesShare());
    share(
        "missing-names",
        "Does every product have a name?",
        Severity.WARN,
        FindingKind.MISSING_NAME,
        listed,
        "products without a name",
        config.maxMissingNameShare());
  }

  private void products() {
    share(
        "repeated-products",
        "Is every product once in an order?",
        Severity.WARN,
        FindingKind.REPEATED_PRODUCT,
        ingest.rows().read(),
        "rows that repeat a product of their order",
        config.maxRepeatedShare());
    long rare =
        ingest.products().belowMinCountPurchases() + ingest.products().aboveMaxProductsPurchases();
    share(
        "rare-products",
        "Are most purchases of products in the vocabulary?",
        Severity.WARN,
        rare,
        ingest.rows().purchases(),
        "purchases of products left out",
        config.maxRareShare(),
        List.of(),
        List.of());
  }

  private void baskets(BasketsConfig baskets) throws InterruptedException {
    long singles = prepared.singles();
    share(
        "single-product-baskets",
        "Do most baskets hold two products or more?",
        Severity.WARN,
        singles,
        prepared.baskets(PreparedBaskets.TRAIN, 1),
        "training baskets with one product",
        config.maxSingleShare(),
        List.of("order_id", "product_name"),
        prepared.singles(5));
    share(
        "large-baskets",
        "Do most orders fit a basket of %d products?".formatted(baskets.maxBasketSize()),
        Severity.WARN,
        FindingKind.LARGE_ORDER,
        ingest.baskets().orders(),
        "orders that were split",
        config.maxLargeShare());
    share(
        "duplicate-orders",
        "Does every training basket of three products or more differ from the others?",
        Severity.WARN,
        prepared.duplicates(),
        prepared.baskets(PreparedBaskets.TRAIN, 3),
        "baskets with the products of another",
        config.maxDuplicateShare(),
        List.of("order_id", "same_as", "products"),
        prepared.duplicates(5));
    share(
        "popularity-skew",
        "Do purchases spread over the products?",
        Severity.WARN,
        prepared.topPurchases(),
        prepared.purchases(),
        "training purchases are of the most bought 1% of products",
        config.maxTopShare(),
        List.of("product_id", "product_name", "count"),
        prepared.topProducts(5));
  }

  private void files() {
    none(
        "empty-files",
        "Does every file have content?",
        FindingKind.EMPTY_FILE,
        "files without any, among others");
    none(
        "table-format-folder",
        "Do all files count, with no log that says which of them are deleted?",
        FindingKind.TABLE_FOLDER,
        "folders of Delta, Iceberg or Hudi tables; rows they have deleted may have been read");
  }

  private void least(String name, String question, long found, String unit, long bound) {
    add(
        name,
        question,
        number(found) + " " + unit,
        number(bound) + " or more",
        Severity.ERROR,
        found >= bound,
        List.of(),
        List.of());
  }

  private void none(String name, String question, FindingKind kind, String unit) {
    Finding finding = ingest.finding(kind);
    add(
        name,
        question,
        number(finding.count()) + " " + unit,
        "0",
        Severity.WARN,
        finding.count() == 0,
        finding.exampleColumns(),
        finding.examples());
  }

  private void share(
      String name,
      String question,
      Severity severity,
      FindingKind kind,
      long all,
      String unit,
      double bound) {
    share(name, question, severity, kind, all, unit, bound, ingest.finding(kind));
  }

  private void share(
      String name,
      String question,
      Severity severity,
      FindingKind kind,
      long all,
      String unit,
      double bound,
      Finding examples) {
    share(
        name,
        question,
        severity,
        ingest.finding(kind).count(),
        all,
        unit,
        bound,
        examples.exampleColumns(),
        examples.examples());
  }

  private void share(
      String name,
      String question,
      Severity severity,
      long found,
      long all,
      String unit,
      double bound,
      List<String> exampleColumns,
      List<List<String>> examples) {
    String share = all == 0 ? "" : " (%s)".formatted(percent((double) found / all));
    add(
        name,
        question,
        "%s of %s %s%s".formatted(number(found), number(all), unit, found == 0 ? "" : share),
        bound == 0 ? "0" : "at most " + percent(bound),
        severity,
        found <= bound * all,
        exampleColumns,
        examples);
  }

  private void add(
      String name,
      String question,
      String observed,
      String bound,
      Severity severity,
      boolean passed,
      List<String> exampleColumns,
      List<List<String>> examples) {
    Severity effective = config.warnOnly().contains(name) ? Severity.WARN : severity;
    Verdict verdict =
        passed
            ? Verdict.PASSED
            : switch (effective) {
              case ERROR -> Verdict.FAILED;
              case WARN -> Verdict.WARNED;
            };
    checks.add(
        new Check(
            name,
            question,
            observed,
            bound,
            effective,
            verdict,
            passed ? List.of() : exampleColumns,
            passed ? List.of() : examples));
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String percent(double share) {
    return String.format(
        Locale.ROOT, share < 0.001 && share > 0 ? "%.3f%%" : "%.1f%%", 100 * share);
  }
}
