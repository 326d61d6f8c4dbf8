package dev.prod2vec.quality;

import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.duckdb.Database;
import dev.prod2vec.prepared.BasketsConfig;
import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.Column;
import dev.prod2vec.prepared.IngestReport.InputFile;
import dev.prod2vec.prepared.IngestReport.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Checks prepared data. Long, because every check is stated here whole, so that a reader finds all
/// of them in one place. The severity of each check is fixed: an error is what makes vectors
/// impossible, wrong or impossible to judge; the rest warns. `quality.warn-only` makes an error a
/// warning.
public final class Quality {
  /// Names of all checks, in the order of the report.
  static final List<String> NAMES =
      List.of(
          "missing-order-id",
          "missing-product-id",
          "null-values",
          "null-like-ids",
          "changed-ids",
          "similar-ids",
          "shortened-ids",
          "shared-order-ids",
          "lists-in-fields",
          "one-hot-matrix",
          "header-line",
          "leading-column",
          "idle-filter",
          "unreadable-filter-values",
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
      Pattern.compile("VARCHAR|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL\\(\\d+,0\\)|UUID|ENUM.*");

  private final IngestReport ingest;
  private final QualityConfig config;
  private final List<Check> checks = new ArrayList<>();

  private Quality(IngestReport ingest, QualityConfig config) {
    this.ingest = ingest;
    this.config = config;
  }

  /// Runs every check.
  ///
  /// @param directory holds the Parquet files that ingest wrote together with `ingest`
  /// @param baskets the config that ingest ran with
  /// @throws dev.prod2vec.file.InputException if a file is missing or broken
  /// @throws InterruptedException if the thread is interrupted, soon after it is
  public static QualityReport check(
      IngestReport ingest, Path directory, QualityConfig quality, BasketsConfig baskets)
      throws InterruptedException {
    try (Database database = Database.open(directory)) {
      PreparedBaskets prepared = new PreparedBaskets(directory, database);
      return new Quality(ingest, quality).run(prepared, baskets);
    }
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
  public static String warningsOfReading(IngestReport ingest, QualityConfig config) {
    Quality quality = new Quality(ingest, config);
    quality.reading();
    quality.files();
    return CheckLines.of(
        "warning: check %s: %s, allowed %s",
        quality.checks.stream().filter(check -> check.verdict() != Verdict.PASSED).toList());
  }

  private static String ordersFile(IngestReport ingest) {
    return ingest.inputs().stream()
        .filter(input -> input.role() == Role.ORDERS)
        .map(InputFile::path)
        .findFirst()
        .orElse("orders");
  }

  private QualityReport run(PreparedBaskets prepared, BasketsConfig baskets)
      throws InterruptedException {
    reading();
    amounts(prepared);
    leakage(prepared);
    productTable();
    products();
    baskets(prepared, baskets);
    files();
    return new QualityReport(checks);
  }

  private void reading() {
    rowsOfOrders();
    ids();
    shapes();
    filter();
    columnTypes();
  }

  private void rowsOfOrders() {
    missing("missing-order-id", "order id", FindingKind.MISSING_ORDER_ID);
    missing("missing-product-id", "product id", FindingKind.MISSING_PRODUCT_ID);
  }

  private void missing(String name, String id, FindingKind kind) {
    String values =
        ingest.finding(FindingKind.NULL_VALUE).examples().stream()
            .filter(row -> row.getFirst().equals(id))
            .map(row -> "%s (%s)".formatted(row.get(1), row.get(2)))
            .collect(Collectors.joining(", "));
    Finding finding = ingest.finding(kind);
    share(
        name,
        kind == FindingKind.MISSING_ORDER_ID
            ? "Does every row say which order it is of?"
            : "Does every row say which product was bought?",
        Severity.ERROR,
        finding.count(),
        ingest.rows().read(),
        "rows",
        values.isEmpty() ? "" : "; taken as missing: " + values,
        config.maxMissingShare(),
        values.isEmpty()
            ? "The key quality.max-missing-share allows some."
            : "The key orders.null-values names what stands for a missing id,"
                + " quality.max-missing-share allows some.",
        finding.exampleColumns(),
        finding.examples());
  }

  private void ids() {
    none(
        "null-values",
        "Is every id more than a null value?",
        Severity.WARN,
        FindingKind.NULL_VALUE,
        "ids left out as null values",
        "The key orders.null-values names what stands for a missing id.");
    none(
        "null-like-ids",
        "Does every id stand for an order or a product?",
        Severity.WARN,
        FindingKind.NULL_LIKE_ID,
        "rows with an id that looks like a null value, a sum or an error",
        "The key orders.null-values leaves out the ids it names.");
    changedIds();
    none(
        "similar-ids",
        "Do ids differ in more than case, leading zeros, .0, blanks or dashes?",
        Severity.WARN,
        FindingKind.SIMILAR_ID,
        "ids that differ from another only in case, leading zeros, .0, blanks or dashes",
        "They are kept apart. Where they mean the same, write them alike in the files.");
    none(
        "shortened-ids",
        "Are ids as long as they were?",
        Severity.ERROR,
        FindingKind.SHORTENED_ID,
        "rows with an id that a spreadsheet rounded",
        "Different ids have become one: export them again, as text.");
    none(
        "shared-order-ids",
        "Is every order in one file alone?",
        Severity.WARN,
        FindingKind.ORDER_IN_SEVERAL_FILES,
        "orders with rows in several files, read as one",
        "Where each file numbers its own orders, orders.order-ids-per-file makes the file part of"
            + " the id.");
  }

  private void changedIds() {
    Finding changed = ingest.finding(FindingKind.CHANGED_ID);
    Finding listed = ingest.finding(FindingKind.CHANGED_LISTED_ID);
    Finding merged = ingest.finding(FindingKind.MERGED_ID);
    List<String> parts = new ArrayList<>();
    parts.add(
        "ids in %s of %s rows".formatted(HumanNumbers.count(changed.count()), HumanNumbers.count(ingest.rows().read())));
    if (merged.count() > 0) {
      parts.add(HumanNumbers.count(merged.count()) + " ids became the same as another");
    }
    if (listed.count() > 0) {
      parts.add(HumanNumbers.count(listed.count()) + " rows of the product table");
    }
    boolean ofListed = changed.count() == 0;
    add(
        "changed-ids",
        "Are ids used as they are written?",
        String.join(", ", parts),
        "0",
        Severity.WARN,
        changed.count() + listed.count() == 0,
        "White space and invisible marks around ids are left out, and text is in Unicode's form"
            + " NFC; orders.clean-ids: false keeps ids as they are written.",
        ofListed ? listed.exampleColumns() : changed.exampleColumns(),
        ofListed ? listed.examples() : changed.examples());
  }

  private void shapes() {
    none(
        "lists-in-fields",
        "Does every row name one product?",
        Severity.ERROR,
        FindingKind.LIST_IN_FIELD,
        "rows whose product id looks like a list",
        "One row per order and product is expected, or lines of baskets (orders.format baskets).");
    none(
        "one-hot-matrix",
        "Are products named, and not ticked off?",
        Severity.ERROR,
        FindingKind.ONE_HOT,
        "purchases, all of products called 0, 1, true or false",
        "A matrix with a column per product is not read; the names of the products are expected.");
    none(
        "header-line",
        "Is the first line of baskets a basket?",
        Severity.WARN,
        FindingKind.HEADER_LINE,
        "files whose first line looks like a header and was read as a basket",
        "Leave it out, for example with tail -n +2.");
    none(
        "leading-column",
        "Do lines of baskets hold products alone?",
        Severity.WARN,
        FindingKind.LEADING_COLUMN,
        "lines that begin with a number that was read as a product",
        "Leave it out, for example with cut -d '%s' -f 2-.".formatted(delimiter()));
  }

  private String delimiter() {
    return ingest.inputs().isEmpty() ? "," : ingest.inputs().getFirst().delimiter();
  }

  private void filter() {
    none(
        "idle-filter",
        "Does the filter leave out a row?",
        Severity.WARN,
        FindingKind.IDLE_FILTER,
        "rows, all of which meet it",
        "Text is compared letter by letter; strptime reads dates, CAST reads numbers.");
    none(
        "unreadable-filter-values",
        "Can the filter convert every value?",
        Severity.WARN,
        FindingKind.UNREADABLE_FILTER_VALUE,
        "rows with a value that becomes null",
        "In orders.filter, replace() or strptime() may read what TRY_CAST does not.");
  }

  private void columnTypes() {
    List<List<String>> wrong = new ArrayList<>();
    for (InputFile input : ingest.inputs()) {
      for (Column column : input.columns()) {
        if (column.use().contains(" id") && !ID_TYPE.matcher(column.type()).matches()) {
          wrong.add(List.of(column.name(), column.type(), input.path()));
        }
      }
    }
    add(
        "column-types",
        "Are the columns with ids text or whole numbers?",
        wrong.size() + (wrong.size() == 1 ? " column" : " columns") + " of another type",
        "0",
        Severity.ERROR,
        wrong.isEmpty(),
        "CAST it to text or a whole number where it is exported; read as it is, 418 becomes 418.0.",
        List.of("column", "type", "file"),
        wrong.subList(0, Math.min(5, wrong.size())));
  }

  private void amounts(PreparedBaskets prepared) throws InterruptedException {
    long orders = ingest.baskets().orders() - ingest.baskets().empty();
    least(
        "enough-orders",
        "Are there enough orders?",
        orders,
        "orders with a product in the vocabulary",
        config.minOrders(),
        orders < config.minOrders() ? ofRows() : "",
        columnAdvice());
    least(
        "enough-products",
        "Are there enough products?",
        ingest.products().vocabulary(),
        "products in the vocabulary",
        config.minProducts(),
        "",
        "");
    least(
        "enough-training-baskets",
        "Are there enough baskets to learn from?",
        prepared.baskets(PreparedBaskets.TRAIN, 2),
        "training baskets with two products or more",
        config.minTrainingBaskets(),
        "",
        "");
    least(
        "enough-test-baskets",
        "Are there enough baskets to judge the vectors by?",
        prepared.baskets(PreparedBaskets.TEST, 2),
        "test baskets with two products or more",
        config.minTestBaskets(),
        "",
        "");
  }

  /// How many rows the orders were read from, and by which column.
  private String ofRows() {
    return "; %s rows became %s orders%s, the largest with %s products"
        .formatted(
            HumanNumbers.count(ingest.rows().read() - ingest.rows().filtered()),
            HumanNumbers.count(ingest.baskets().orders()),
            orderColumn().map(" by the column \"%s\""::formatted).orElse(""),
            HumanNumbers.count(ingest.baskets().largest()));
  }

  private String columnAdvice() {
    long kept = ingest.rows().read() - ingest.rows().filtered();
    boolean few = ingest.baskets().orders() * 50 <= kept;
    return few && orderColumn().isPresent() ? "Is orders.order-column right?" : "";
  }

  private Optional<String> orderColumn() {
    return ingest.inputs().stream()
        .flatMap(input -> input.columns().stream())
        .filter(column -> column.use().contains("order id"))
        .map(Column::name)
        .findFirst();
  }

  private void leakage(PreparedBaskets prepared) throws InterruptedException {
    List<List<String>> examples = prepared.ordersInTwoSplits(5);
    long count = prepared.ordersInTwoSplits();
    add(
        "leakage",
        "Is every order in one of training, validation and test alone?",
        HumanNumbers.count(count) + " orders in two of them",
        "0",
        Severity.ERROR,
        count == 0,
        "",
        List.of("order_id", "files"),
        examples);
  }

  private void productTable() {
    unlisted();
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
        Severity.WARN,
        FindingKind.MISSING_LISTED_ID,
        "rows without one",
        "");
    none(
        "duplicate-listing",
        "Is every id once in the product table?",
        Severity.WARN,
        FindingKind.REPEATED_LISTING,
        "ids on several rows",
        "");
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

  private void unlisted() {
    Finding alike = ingest.finding(FindingKind.UNLISTED_ALIKE);
    Finding unlisted = ingest.finding(FindingKind.UNLISTED_PRODUCT);
    boolean near = alike.count() > 0;
    share(
        "unlisted-products",
        "Does the product table know the products that were bought?",
        Severity.ERROR,
        ingest.finding(FindingKind.UNLISTED_PURCHASE).count(),
        ingest.rows().purchases(),
        "purchases of products it lacks",
        near
            ? "; %s of %s such products would match but for %s"
                .formatted(
                    HumanNumbers.count(alike.count()),
                    HumanNumbers.count(unlisted.count()),
                    alike.examples().getFirst().get(2))
            : "",
        config.maxUnlistedShare(),
        near ? "Write ids alike in the orders and in the product table." : "",
        near ? alike.exampleColumns() : unlisted.exampleColumns(),
        near ? alike.examples() : unlisted.examples());
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
        "",
        config.maxRareShare(),
        "",
        List.of(),
        List.of());
  }

  private void baskets(PreparedBaskets prepared, BasketsConfig baskets)
      throws InterruptedException {
    long singles = prepared.singles();
    share(
        "single-product-baskets",
        "Do most baskets hold two products or more?",
        Severity.WARN,
        singles,
        prepared.baskets(PreparedBaskets.TRAIN, 1),
        "training baskets with one product",
        "",
        config.maxSingleShare(),
        "",
        List.of("order_id", "product_name"),
        prepared.singles(5));
    share(
        "large-baskets",
        "Do most orders fit a basket of %s products?".formatted(baskets.maxBasketSize()),
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
        "",
        config.maxDuplicateShare(),
        "",
        List.of("order_id", "same_as", "products"),
        prepared.duplicates(5));
    share(
        "popularity-skew",
        "Do purchases spread over the products?",
        Severity.WARN,
        prepared.topPurchases(),
        prepared.purchases(),
        "training purchases are of the most bought 1% of products",
        "",
        config.maxTopShare(),
        "",
        List.of("product_id", "product_name", "count"),
        prepared.topProducts(5));
  }

  private void files() {
    none(
        "empty-files",
        "Does every file have content?",
        Severity.WARN,
        FindingKind.EMPTY_FILE,
        "files without any, among others",
        "");
    none(
        "table-format-folder",
        "Do all files count, with no log that says which of them are deleted?",
        Severity.WARN,
        FindingKind.TABLE_FOLDER,
        "folders of Delta, Iceberg or Hudi tables; rows they have deleted may have been read",
        "");
  }

  private void least(
      String name,
      String question,
      long found,
      String unit,
      long bound,
      String more,
      String advice) {
    add(
        name,
        question,
        HumanNumbers.count(found) + " " + unit + more,
        HumanNumbers.count(bound) + " or more",
        Severity.ERROR,
        found >= bound,
        advice,
        List.of(),
        List.of());
  }

  private void none(
      String name,
      String question,
      Severity severity,
      FindingKind kind,
      String unit,
      String advice) {
    Finding finding = ingest.finding(kind);
    add(
        name,
        question,
        HumanNumbers.count(finding.count()) + " " + unit,
        "0",
        severity,
        finding.count() == 0,
        advice,
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
    Finding finding = ingest.finding(kind);
    share(
        name,
        question,
        severity,
        finding.count(),
        all,
        unit,
        "",
        bound,
        "",
        finding.exampleColumns(),
        finding.examples());
  }

  private void share(
      String name,
      String question,
      Severity severity,
      long found,
      long all,
      String unit,
      String more,
      double bound,
      String advice,
      List<String> exampleColumns,
      List<List<String>> examples) {
    String share = all == 0 ? "" : " (%s)".formatted(percent((double) found / all));
    add(
        name,
        question,
        "%s of %s %s%s%s"
            .formatted(HumanNumbers.count(found), HumanNumbers.count(all), unit, found == 0 ? "" : share, more),
        bound == 0 ? "0" : "at most " + percent(bound),
        severity,
        found <= bound * all,
        advice,
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
      String advice,
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
            passed ? "" : advice,
            passed ? List.of() : exampleColumns,
            passed ? List.of() : examples));
  }

  private static String percent(double share) {
    return String.format(
        Locale.ROOT, share < 0.001 && share > 0 ? "%.3f%%" : "%.1f%%", 100 * share);
  }
}
