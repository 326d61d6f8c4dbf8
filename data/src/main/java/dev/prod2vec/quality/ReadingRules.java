package dev.prod2vec.quality;

import static dev.prod2vec.quality.Measured.none;
import static dev.prod2vec.quality.Measured.share;
import static dev.prod2vec.quality.Severity.ERROR;
import static dev.prod2vec.quality.Severity.WARN;
import static dev.prod2vec.text.HumanNumbers.count;

import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.FindingKind;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.Column;
import dev.prod2vec.prepared.IngestReport.InputFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Rules of how rows and ids were read.
final class ReadingRules {
  static final List<Rule<IngestReport>> ALL =
      List.of(
          new Rule<>(
              "missing-order-id",
              "Does every row say which order it is of?",
              ERROR,
              (ingest, bounds) ->
                  missing(ingest, bounds, "order id", FindingKind.MISSING_ORDER_ID)),
          new Rule<>(
              "missing-product-id",
              "Does every row say which product was bought?",
              ERROR,
              (ingest, bounds) ->
                  missing(ingest, bounds, "product id", FindingKind.MISSING_PRODUCT_ID)),
          new Rule<>(
              "mixed-orders",
              "Are all rows of an order of one day and one receipt?",
              WARN,
              (ingest, bounds) ->
                  share(
                          bounds.maxMixedShare(),
                          ingest.finding(FindingKind.MIXED_ORDER),
                          ingest.baskets().orders(),
                          "orders with several")
                      .withAdvice(
                          "If they are several orders, name both columns:"
                              + " orders.order-column: [%s, %s]"
                                  .formatted(
                                      ofOrders(ingest, "order id"),
                                      ingest.finding(FindingKind.MIXED_ORDER).examples().stream()
                                          .map(row -> row.get(1))
                                          .findFirst()
                                          .orElse("the other")))),
          new Rule<>(
              "joined-orders",
              "Does every row find its order in the joined files?",
              ERROR,
              (ingest, bounds) ->
                  share(
                          bounds.maxMissingShare(),
                          ingest.finding(FindingKind.UNJOINED_ROW),
                          ingest.rows().read(),
                          "rows without a partner in orders.join-files")
                      .withAdvice(
                          "Are the files of the same time? quality.max-missing-share allows some.")),
          new Rule<>(
              "null-values",
              "Is every id more than a null value?",
              WARN,
              (ingest, _) ->
                  none(ingest.finding(FindingKind.NULL_VALUE), "ids left out as null values")
                      .withAdvice(
                          "The key orders.null-values names what stands for a missing id.")),
          new Rule<>(
              "null-like-ids",
              "Does every id stand for an order or a product?",
              WARN,
              (ingest, _) ->
                  none(
                          ingest.finding(FindingKind.NULL_LIKE_ID),
                          "rows with an id that looks like a null value, a sum or an error")
                      .withAdvice("The key orders.null-values leaves out the ids it names.")),
          new Rule<>(
              "changed-ids",
              "Are ids used as they are written?",
              WARN,
              (ingest, _) -> changedIds(ingest)),
          new Rule<>(
              "similar-ids",
              "Do ids differ in more than case, leading zeros, .0, blanks or dashes?",
              WARN,
              (ingest, _) ->
                  none(
                          ingest.finding(FindingKind.SIMILAR_ID),
                          "ids that differ from another only in case, leading zeros, .0, blanks or"
                              + " dashes")
                      .withAdvice(
                          "They are kept apart. Where they mean the same, write them alike in the"
                              + " files.")),
          new Rule<>(
              "shortened-ids",
              "Are ids as long as they were?",
              ERROR,
              (ingest, _) ->
                  none(
                          ingest.finding(FindingKind.SHORTENED_ID),
                          "rows with an id that a spreadsheet rounded")
                      .withAdvice("Different ids have become one: export them again, as text.")),
          new Rule<>(
              "shared-order-ids",
              "Is every order in one file alone?",
              WARN,
              (ingest, _) ->
                  none(
                          ingest.finding(FindingKind.ORDER_IN_SEVERAL_FILES),
                          "orders with rows in several files, read as one")
                      .withAdvice(
                          "Where each file numbers its own orders, orders.order-ids-per-file makes"
                              + " the file part of the id.")),
          new Rule<>(
              "lists-in-fields",
              "Does every row name one product?",
              ERROR,
              (ingest, _) ->
                  none(
                          ingest.finding(FindingKind.LIST_IN_FIELD),
                          "rows whose product id looks like a list")
                      .withAdvice(
                          "orders.product-list says how they are written, for example brackets, braces"
                              + " or ;.")),
          new Rule<>(
              "one-hot-matrix",
              "Are products named, and not ticked off?",
              ERROR,
              (ingest, _) ->
                  none(
                          ingest.finding(FindingKind.ONE_HOT),
                          "purchases, all of products called 0, 1, true or false")
                      .withAdvice(
                          "orders.format: one-hot reads a table with a column for each product.")),
          new Rule<>(
              "header-line",
              "Is the first line of baskets a basket?",
              WARN,
              (ingest, _) ->
                  none(
                          ingest.finding(FindingKind.HEADER_LINE),
                          "files whose first line looks like a header and was read as a basket")
                      .withAdvice("Leave it out with orders.csv.skip-lines: 1.")),
          new Rule<>(
              "leading-column",
              "Do lines of baskets hold products alone?",
              WARN,
              (ingest, _) ->
                  none(
                          ingest.finding(FindingKind.LEADING_COLUMN),
                          "lines that begin with a number that was read as a product")
                      .withAdvice(
                          "Leave it out, for example with cut -d '%s' -f 2-."
                              .formatted(delimiter(ingest)))),
          new Rule<>(
              "idle-filter",
              "Does the filter leave out a row?",
              WARN,
              (ingest, _) ->
                  none(ingest.finding(FindingKind.IDLE_FILTER), "rows, all of which meet it")
                      .withAdvice(
                          "Text is compared letter by letter; strptime reads dates, CAST reads"
                              + " numbers.")),
          new Rule<>(
              "unreadable-filter-values",
              "Can the filter convert every value?",
              WARN,
              (ingest, _) ->
                  none(
                          ingest.finding(FindingKind.UNREADABLE_FILTER_VALUE),
                          "rows with a value that becomes null")
                      .withAdvice(
                          "In orders.filter, replace() or strptime() may read what TRY_CAST does"
                              + " not.")),
          new Rule<>(
              "column-types",
              "Are the columns with ids text or whole numbers?",
              ERROR,
              (ingest, _) -> columnTypes(ingest)));

  /// Types that ids may have: text and whole numbers. A fraction or a time is another column, or
  /// ids that lost digits.
  private static final Pattern ID_TYPE =
      Pattern.compile("VARCHAR|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL\\(\\d+,0\\)|UUID|ENUM.*");

  private static final Pattern LIST_OF = Pattern.compile("(.*)\\[[0-9]*]");

  private ReadingRules() {}

  private static Measured missing(
      IngestReport ingest, QualityConfig bounds, String id, FindingKind kind) {
    String values =
        ingest.finding(FindingKind.NULL_VALUE).examples().stream()
            .filter(row -> row.getFirst().equals(id))
            .map(row -> "%s (%s)".formatted(row.get(1), row.get(2)))
            .collect(Collectors.joining(", "));
    return share(bounds.maxMissingShare(), ingest.finding(kind), ingest.rows().read(), "rows")
        .andObserved(values.isEmpty() ? "" : "; taken as missing: " + values)
        .withAdvice(
            values.isEmpty()
                ? "The key quality.max-missing-share allows some."
                : "The key orders.null-values names what stands for a missing id,"
                    + " quality.max-missing-share allows some.");
  }

  private static Measured changedIds(IngestReport ingest) {
    Finding changed = ingest.finding(FindingKind.CHANGED_ID);
    Finding listed = ingest.finding(FindingKind.CHANGED_LISTED_ID);
    Finding merged = ingest.finding(FindingKind.MERGED_ID);
    List<String> parts = new ArrayList<>();
    parts.add(
        "ids in %s of %s rows".formatted(count(changed.count()), count(ingest.rows().read())));
    if (merged.count() > 0) {
      parts.add(count(merged.count()) + " ids became the same as another");
    }
    if (listed.count() > 0) {
      parts.add(count(listed.count()) + " rows of the product table");
    }
    return new Measured(
        String.join(", ", parts),
        "0",
        changed.count() + listed.count() == 0,
        "White space and invisible marks around ids are left out, and text is in Unicode's form"
            + " NFC; orders.clean-ids: false keeps ids as they are written.",
        Examples.of(changed.count() == 0 ? listed : changed));
  }

  /// The columns of the orders with a use.
  private static String ofOrders(IngestReport ingest, String use) {
    return ingest.inputs().stream()
        .limit(1)
        .flatMap(input -> input.columns().stream())
        .filter(column -> column.use().contains(use))
        .map(Column::name)
        .collect(Collectors.joining(", "));
  }

  private static String delimiter(IngestReport ingest) {
    return ingest.inputs().isEmpty() ? "," : ingest.inputs().getFirst().delimiter();
  }

  private static Measured columnTypes(IngestReport ingest) {
    List<List<String>> wrong = new ArrayList<>();
    for (InputFile input : ingest.inputs()) {
      for (Column column : input.columns()) {
        if (column.use().contains(" id")
            && !ID_TYPE.matcher(LIST_OF.matcher(column.type()).replaceFirst("$1")).matches()) {
          wrong.add(List.of(column.name(), column.type(), input.path()));
        }
      }
    }
    return new Measured(
        wrong.size() + (wrong.size() == 1 ? " column" : " columns") + " of another type",
        "0",
        wrong.isEmpty(),
        "CAST it to text or a whole number where it is exported; read as it is, 418 becomes 418.0.",
        new Examples(
            List.of("column", "type", "file"),
            wrong.subList(0, Math.min(Examples.MOST, wrong.size()))));
  }
}
