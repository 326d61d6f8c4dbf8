package dev.prod2vec.cli;

import dev.prod2vec.comparison.ChangedProduct;
import dev.prod2vec.comparison.ComparedMetric;
import dev.prod2vec.comparison.ComparedProducts;
import dev.prod2vec.comparison.ComparedRun;
import dev.prod2vec.comparison.ComparedScores;
import dev.prod2vec.comparison.RunComparison;
import dev.prod2vec.model.ProductEntry;
import dev.prod2vec.text.HumanNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Two runs side by side, for people.
final class ComparisonText {
  /// Products that a cell names.
  private static final int NAMED = 2;

  private final RunComparison comparison;
  private final int columns;

  private ComparisonText(RunComparison comparison, int columns) {
    this.comparison = comparison;
    this.columns = columns;
  }

  /// @param columns of the terminal
  static String of(RunComparison comparison, int columns) {
    return new ComparisonText(comparison, columns).text();
  }

  private String text() {
    List<String> parts = new ArrayList<>();
    parts.add(runs());
    if (!comparison.warnings().isEmpty()) {
      parts.add(
          comparison.warnings().stream()
              .map(warning -> prose("note: " + warning))
              .collect(Collectors.joining()));
    }
    if (comparison.scores().baskets() > 0) {
      parts.add(prose(scored(comparison.scores())) + scores());
    }
    parts.add(prose(products(comparison.products())) + listed(comparison.products()));
    parts.add(prose(lists()) + changed());
    parts.add(prose(drift()) + drifted());
    return String.join("\n", parts);
  }

  private String prose(String text) {
    return Layout.paragraphs(text, 0, columns) + "\n";
  }

  private String runs() {
    TextTable table = TextTable.of("", "run", "#products", "#dim");
    row(table, "A", comparison.a());
    row(table, "B", comparison.b());
    return table.text(columns);
  }

  private static void row(TextTable table, String name, ComparedRun run) {
    table.row(name, run.id(), HumanNumbers.count(run.products()), HumanNumbers.count(run.dim()));
  }

  private static String scored(ComparedScores scores) {
    String whose =
        switch (scores.testOrders()) {
          case "both" -> "both runs";
          case "a" -> "A";
          default -> "B";
        };
    String leftOut =
        scores.tooSmall() == 0
            ? ""
            : "; %s with fewer than two common products left out"
                .formatted(HumanNumbers.count(scores.tooSmall()));
    return "%s of %s test baskets of %s, one product left out of each, ranked among %s%s"
        .formatted(
            HumanNumbers.count(scores.baskets()),
            HumanNumbers.count(scores.testBaskets()),
            whose,
            HumanNumbers.count(scores.rankedProducts(), "common product"),
            leftOut);
  }

  private String scores() {
    TextTable table =
        TextTable.of("", "#A", "#B", "#B - A", "95% interval", "", "95% interval of A", "of B");
    for (ComparedMetric metric : comparison.scores().metrics()) {
      table.row(
          "  " + metric.metric(),
          number(metric.a().value()),
          number(metric.b().value()),
          signed(metric.difference().value()),
          signed(metric.difference().low()) + " to " + signed(metric.difference().high()),
          verdict(metric.difference()),
          interval(metric.a()),
          interval(metric.b()));
    }
    return table.text(columns);
  }

  /// Which is ahead, if chance alone does not explain it.
  private static String verdict(ComparedMetric.Interval difference) {
    if (difference.low() > 0) {
      return "B is ahead";
    }
    return difference.high() < 0 ? "A is ahead" : "no clear lead";
  }

  private static String interval(ComparedMetric.Interval metric) {
    return number(metric.low()) + " to " + number(metric.high());
  }

  private static String number(double value) {
    return HumanNumbers.decimal(value, 4);
  }

  private static String signed(double value) {
    return (value > 0 ? "+" : "") + number(value == 0 ? 0 : value);
  }

  private static String products(ComparedProducts products) {
    return "%s in both, %s new in B, %s gone from A"
        .formatted(
            HumanNumbers.count(products.common(), "product"),
            HumanNumbers.count(products.added()),
            HumanNumbers.count(products.gone()));
  }

  private String listed(ComparedProducts products) {
    return entries("new in B", "#orders in B", products.addedProducts(), products.added())
        + entries("gone from A", "#orders in A", products.goneProducts(), products.gone());
  }

  private String entries(String heading, String orders, List<ProductEntry> entries, int all) {
    if (entries.isEmpty()) {
      return "";
    }
    List<String> headings = new ArrayList<>(List.of(heading, orders));
    headings.addAll(entries.getFirst().categories().keySet());
    TextTable table = TextTable.of(headings.toArray(String[]::new));
    for (ProductEntry entry : entries) {
      List<String> row =
          new ArrayList<>(List.of(entry.productName(), HumanNumbers.count(entry.count())));
      row.addAll(entry.categories().values());
      table.row(row);
    }
    return "\n" + table.text(columns) + more(entries.size(), all);
  }

  private static String more(int shown, int all) {
    return shown < all ? "and %s more\n".formatted(HumanNumbers.count(all - shown)) : "";
  }

  private String lists() {
    var lists = comparison.neighbours();
    return ("%s of a product's ten substitutes stay, on average (%s weighted by orders); rank-biased"
            + " overlap %s (%s); the lists of %s of %s changed")
        .formatted(
            HumanNumbers.percent(lists.kept()),
            HumanNumbers.percent(lists.keptByOrders()),
            HumanNumbers.decimal(lists.overlap(), 2),
            HumanNumbers.decimal(lists.overlapByOrders(), 2),
            HumanNumbers.count(lists.changed()),
            HumanNumbers.count(comparison.products().common(), "product"));
  }

  private String changed() {
    var lists = comparison.neighbours();
    if (lists.changed() == 0) {
      return "";
    }
    TextTable table =
        TextTable.of(
            "changed most",
            "#overlap",
            "#stay",
            "#drift",
            "#orders in A",
            "#in B",
            "came in",
            "left");
    for (ChangedProduct product : lists.changedProducts()) {
      table.row(
          product.productName(),
          HumanNumbers.decimal(product.overlap(), 2),
          Integer.toString(product.kept()),
          HumanNumbers.decimal(product.drift(), 2),
          HumanNumbers.count(product.ordersA()),
          HumanNumbers.count(product.ordersB()),
          names(product.cameIn()),
          names(product.left()));
    }
    return "\n" + table.text(columns) + more(lists.changedProducts().size(), lists.changed());
  }

  private static String names(List<ChangedProduct.MovedNeighbour> neighbours) {
    String named =
        neighbours.stream()
            .limit(NAMED)
            .map(it -> it.productName() + (it.learned().equals("b") ? " (new)" : ""))
            .collect(Collectors.joining("; "));
    return neighbours.size() <= NAMED
        ? named
        : "%s; %s more".formatted(named, neighbours.size() - NAMED);
  }

  private String drift() {
    var drift = comparison.drift();
    return "drift of the vectors: mean %s (%s weighted by orders), median %s, one of ten above %s"
        .formatted(
            HumanNumbers.decimal(drift.mean(), 3),
            HumanNumbers.decimal(drift.meanByOrders(), 3),
            HumanNumbers.decimal(drift.median(), 3),
            HumanNumbers.decimal(drift.ninthDecile(), 3));
  }

  private String drifted() {
    TextTable table =
        TextTable.of("drifted most", "#drift", "#overlap", "#stay", "#orders in A", "#in B");
    for (ChangedProduct product : comparison.drift().driftedProducts()) {
      table.row(
          product.productName(),
          HumanNumbers.decimal(product.drift(), 2),
          HumanNumbers.decimal(product.overlap(), 2),
          Integer.toString(product.kept()),
          HumanNumbers.count(product.ordersA()),
          HumanNumbers.count(product.ordersB()));
    }
    return "\n" + table.text(columns);
  }
}
