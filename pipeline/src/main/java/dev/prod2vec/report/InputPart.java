package dev.prod2vec.report;

import dev.prod2vec.page.DropTable;
import dev.prod2vec.page.Examples;
import dev.prod2vec.page.Html;
import dev.prod2vec.page.Names;
import dev.prod2vec.prepared.Finding;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.BasketCounts;
import dev.prod2vec.prepared.IngestReport.InputFile;
import dev.prod2vec.prepared.IngestReport.ProductCounts;
import dev.prod2vec.prepared.IngestReport.QuantityCounts;
import dev.prod2vec.prepared.IngestReport.RowCounts;
import dev.prod2vec.prepared.OrderTimes;
import dev.prod2vec.prepared.SplitBy;
import dev.prod2vec.text.HumanNumbers;
import java.util.List;
import java.util.Optional;

/// The part of the report on what was read, what was dropped and why.
final class InputPart {
  private InputPart() {}

  static void write(Html html, RunFacts facts) {
    IngestReport ingest = facts.ingest();
    html.open("section", "class", "part", "id", "input", "aria-labelledby", "input-title")
        .element("h2", "What went in", "id", "input-title");
    files(html, ingest.inputs());
    RowCounts rows = ingest.rows();
    Optional<QuantityCounts> quantities = ingest.quantities();
    ProductCounts products = ingest.products();
    BasketCounts baskets = ingest.baskets();
    html.open("div", "class", "drop-tables");
    new DropTable(html, "Purchases", "rows of the orders")
        .total("Rows read", rows.read())
        .minus("left out by filter, time or group", rows.filtered())
        .minus("without order or product id", rows.missing())
        .minus("of quantity 0", quantities.map(QuantityCounts::emptyRows).orElse(0L))
        .minus("returns", quantities.map(QuantityCounts::returnRows).orElse(0L))
        .minus("product a second time in its order", rows.repeated())
        .minus("taken back by returns", quantities.map(QuantityCounts::takenBack).orElse(0L))
        .minus("of products bought too rarely", products.belowMinCountPurchases())
        .minus("of products beyond the most bought", products.aboveMaxProductsPurchases())
        .total("Purchases used", products.purchases())
        .end();
    new DropTable(html, "Products", "distinct ids")
        .total("Products bought", products.bought())
        .minus("bought in too few training orders", products.belowMinCount())
        .minus("beyond the most bought", products.aboveMaxProducts())
        .total("Products trained", products.vocabulary())
        .end();
    new DropTable(html, "Orders", split(ingest))
        .total("Orders read", baskets.orders())
        .minus("without any product left", baskets.empty())
        .part("baskets to train on", baskets.train())
        .part("baskets for validation", baskets.validation())
        .part("baskets for the test", baskets.test())
        .end();
    html.closeLine();
    html.element("p", sizes(baskets));
    quantities
        .filter(counts -> counts.returnRows() > 0)
        .ifPresent(counts -> html.element("p", returns(counts)));
    ingest.groups().ifPresent(groups -> GroupsPart.write(html, groups));
    ingest.times().ifPresent(times -> TimesPart.write(html, times));
    int others = facts.newProducts();
    if (others > 0) {
      html.element("p", newProducts(others));
    }
    findings(html, ingest.findings());
    html.closeLine();
  }

  private static String split(IngestReport ingest) {
    return ingest.times().map(OrderTimes::split).orElse(SplitBy.HASH) == SplitBy.TIME
        ? "the newest held out"
        : "split by a hash of their id";
  }

  private static void files(Html html, List<InputFile> inputs) {
    html.open("table")
        .element("caption", "Files read")
        .open("thead")
        .open("tr")
        .element("th", "File", "scope", "col")
        .element("th", "Rows", "scope", "col", "class", "number")
        .element("th", "Size", "scope", "col", "class", "number")
        .close()
        .close()
        .open("tbody");
    List<String> names = Names.ofFiles(inputs.stream().map(InputFile::path).toList());
    for (int i = 0; i < inputs.size(); i++) {
      InputFile input = inputs.get(i);
      html.open("tr").open("th", "scope", "row").name(names.get(i));
      html.element("small", role(input.role())).close();
      html.element("td", HumanNumbers.count(input.rows()), "class", "number")
          .element("td", HumanNumbers.bytes(input.bytes()), "class", "number")
          .closeLine();
    }
    html.close().closeLine();
  }

  private static String sizes(BasketCounts baskets) {
    String sizes =
        "An order holds %s different products on average; half of them hold %s or fewer, the largest %s."
            .formatted(
                HumanNumbers.decimal(baskets.mean(), 1),
                HumanNumbers.count(baskets.median()),
                HumanNumbers.count(baskets.largest()));
    return baskets.split() == 0
        ? sizes
        : sizes
            + " %s too large for one basket and split into several."
                .formatted(
                    baskets.split() == 1
                        ? "One was"
                        : HumanNumbers.count(baskets.split()) + " were");
  }

  private static String returns(QuantityCounts counts) {
    return "%s: %s taken back as a whole, %s in part; %s found no purchase."
        .formatted(
            HumanNumbers.count(counts.returnRows(), "row is a return", "rows are returns"),
            HumanNumbers.count(counts.takenBack(), "purchase was", "purchases were"),
            HumanNumbers.count(counts.takenBackInPart()),
            HumanNumbers.count(counts.loneReturns(), "row", "rows"));
  }

  private static String newProducts(int count) {
    return "%s from names and categories alone: products that are listed or were bought, but are not among those that were trained."
        .formatted(
            HumanNumbers.count(count, "new product has a vector", "new products have a vector"));
  }

  private static void findings(Html html, List<Finding> findings) {
    List<Finding> found = findings.stream().filter(finding -> finding.count() > 0).toList();
    if (found.isEmpty()) {
      return;
    }
    html.element("h3", "Anomalies");
    for (Finding finding : found) {
      String sentence = HumanNumbers.count(finding.count()) + " " + meaning(finding);
      html.open("details", "class", "check").element("summary", sentence).open("div");
      Examples.table(html, sentence, finding.exampleColumns(), finding.examples());
      html.close().closeLine();
    }
  }

  private static String role(IngestReport.Role role) {
    return switch (role) {
      case ORDERS -> "orders";
      case PRODUCTS -> "products";
      case JOINED_ORDERS -> "joined to the orders";
      case JOINED -> "joined to the products";
    };
  }

  /// What was counted, and what was done about it.
  private static String meaning(Finding finding) {
    boolean one = finding.count() == 1;
    return switch (finding.kind()) {
      case MISSING_ORDER_ID -> (one ? "row lacks" : "rows lack") + " an order id: left out";
      case MISSING_PRODUCT_ID -> (one ? "row lacks" : "rows lack") + " a product id: left out";
      case MISSING_TIME -> (one ? "row lacks" : "rows lack") + " a time: kept";
      case MISSING_QUANTITY ->
          (one ? "row lacks" : "rows lack") + " a quantity that can be read: counted as one";
      case LONE_RETURN ->
          (one ? "row is a return" : "rows are returns") + " without a purchase: left out";
      case UNJOINED_ROW ->
          (one ? "row has" : "rows have") + " no partner in a joined file: kept without its values";
      case MIXED_ORDER ->
          (one ? "order has" : "orders have") + " rows of several days or receipts: kept as one";
      case NULL_VALUE -> (one ? "id is a null value" : "ids are null values") + ": left out";
      case CHANGED_ID ->
          (one ? "row has" : "rows have")
              + " an id with white space, invisible marks or another form of Unicode: cleaned";
      case MERGED_ID -> (one ? "id" : "ids") + " became the same as another when cleaned";
      case NULL_LIKE_ID ->
          (one ? "row has" : "rows have")
              + " an id that looks like a null value, a sum or an error: kept";
      case SIMILAR_ID ->
          (one ? "id differs" : "ids differ")
              + " from another only by case, leading zeros or the like: kept apart";
      case SHORTENED_ID ->
          (one ? "row has" : "rows have") + " an id that a spreadsheet rounded: kept";
      case ORDER_IN_SEVERAL_FILES ->
          (one ? "order has" : "orders have") + " rows in several files: read as one";
      case LIST_IN_FIELD ->
          (one ? "row has" : "rows have") + " a product id that looks like a list: kept";
      case ONE_HOT ->
          (one ? "row has" : "rows have") + " a product called 0, 1, true or false: kept";
      case HEADER_LINE ->
          (one ? "file has" : "files have")
              + " a first line that looks like a header: read as a basket";
      case LEADING_COLUMN ->
          (one ? "line begins" : "lines begin") + " with a number that was read as a product";
      case IDLE_FILTER ->
          (one ? "row" : "rows") + " passed a filter that leaves out none: all read";
      case UNREADABLE_FILTER_VALUE ->
          (one ? "row has" : "rows have")
              + " a value that the filter cannot convert: taken as null";
      case UNLISTED_ALIKE ->
          (one ? "product bought is" : "products bought are")
              + " spelt differently in the product table: kept, with the id as name";
      case CHANGED_LISTED_ID ->
          (one ? "row" : "rows")
              + " of the product table with an id that was cleaned like the ids of the orders";
      case REPEATED_PRODUCT ->
          (one ? "row repeats" : "rows repeat") + " a product of its order: counted once";
      case UNLISTED_PRODUCT ->
          (one ? "product bought is" : "products bought are")
              + " not in the product table: kept, with the id as name";
      case UNLISTED_PURCHASE ->
          (one ? "purchase" : "purchases") + " of products that are not in the product table: kept";
      case UNBOUGHT_PRODUCT ->
          (one ? "product listed was" : "products listed were") + " never bought: not trained";
      case MISSING_LISTED_ID ->
          (one ? "row" : "rows") + " of the product table without an id: left out";
      case REPEATED_LISTING ->
          (one ? "id appears" : "ids appear") + " several times in the product table: one row kept";
      case SEVERAL_NAMES ->
          (one ? "product has" : "products have") + " several names: the most frequent kept";
      case MISSING_NAME ->
          (one ? "product has" : "products have") + " no name: the id is shown instead";
      case LARGE_ORDER ->
          (one ? "order is" : "orders are") + " too large for one basket: shuffled and split";
      case EMPTY_FILE -> (one ? "file was" : "files were") + " empty: left out";
      case TABLE_FOLDER ->
          (one ? "folder is a table" : "folders are tables")
              + " of Delta, Iceberg or Hudi: all files read, even files that the table has removed";
    };
  }
}
