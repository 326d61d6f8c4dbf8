package dev.prod2vec.cli;

import dev.prod2vec.cli.GroupedRuns.Result;
import dev.prod2vec.cli.GroupedRuns.Results;
import dev.prod2vec.comparison.ChangedProduct;
import dev.prod2vec.comparison.ComparedMetric;
import dev.prod2vec.comparison.RunComparison;
import dev.prod2vec.prepared.OrderGroups.Group;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.text.HumanNumbers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where groups differ from all orders, for people.
final class GroupsText {
  private static final String METRIC = "HR@10";

  /// Groups that a sentence names.
  private static final int NAMED = 5;

  private GroupsText() {}

  /// @param fewest orders of a group that has a run
  /// @param columns of the terminal
  static String of(Results results, long fewest, int columns) {
    StringBuilder text = new StringBuilder("\n");
    text.append(prose(heading(results), columns));
    if (!results.groups().isEmpty()) {
      text.append(table(results).text(columns));
    }
    if (!results.tooSmall().isEmpty()) {
      text.append('\n').append(prose(tooSmall(results.tooSmall(), fewest), columns));
    }
    lowest(results)
        .ifPresent(result ->
            text.append('\n')
                .append(prose(most(results.column(), result), columns))
                .append("next      ")
                .append(ShellCommand.prod2vec("compare", results.run(), result.run()))
                .append('\n'));
    return text.toString();
  }

  private static String heading(Results results) {
    return results.groups().isEmpty()
        ? "run %s is of all orders; no group by %s has a run"
            .formatted(results.run(), results.column())
        : "%s by %s; scores are of the group's own test baskets and of the products that it shares with all orders (run %s)"
            .formatted(
                HumanNumbers.count(results.groups().size(), "group"),
                results.column(),
                results.run());
  }

  private static TextTable table(Results results) {
    TextTable table =
        TextTable.of(
            results.column(),
            "run",
            "#orders",
            "#products",
            "#HR@10 own",
            "#of all orders",
            "lead of own",
            "#list kept");
    for (Result result : results.groups()) {
      table.row(
          List.of(
              result.group().name(),
              result.failure().isEmpty() ? result.run() : "failed " + result.run(),
              HumanNumbers.count(result.group().orders()),
              cell(result, comparison -> HumanNumbers.count(comparison.b().products())),
              scored(result, metric -> number(metric.b().value())),
              scored(result, metric -> number(metric.a().value())),
              scored(
                  result,
                  metric ->
                      "%s (%s to %s)"
                          .formatted(
                              number(metric.difference().value()),
                              number(metric.difference().low()),
                              number(metric.difference().high()))),
              cell(result, comparison -> HumanNumbers.percent(comparison.neighbours().kept()))));
    }
    return table;
  }

  private interface Cell<T> {
    String of(T from);
  }

  private static String cell(Result result, Cell<RunComparison> cell) {
    return result.comparison().map(cell::of).orElse("");
  }

  /// A cell about scores; empty text if no test basket was scored.
  private static String scored(Result result, Cell<ComparedMetric> cell) {
    return result
        .comparison()
        .filter(comparison -> comparison.scores().baskets() > 0)
        .flatMap(comparison ->
            comparison.scores().metrics().stream()
                .filter(metric -> metric.metric().equals(METRIC))
                .findFirst())
        .map(cell::of)
        .orElse("");
  }

  private static String number(double value) {
    return HumanNumbers.decimal(value, 3);
  }

  private static String tooSmall(List<Group> groups, long fewest) {
    String names =
        groups.stream()
            .limit(NAMED)
            .map(group -> "%s %s".formatted(group.name(), HumanNumbers.count(group.orders())))
            .collect(Collectors.joining(", "));
    return "%s no run, with less than %s (quality.min-orders): %s%s"
        .formatted(
            HumanNumbers.count(groups.size(), "group has", "groups have"),
            HumanNumbers.count(fewest, "order"),
            names,
            groups.size() > NAMED ? ", ..." : "");
  }

  /// The group whose lists differ most.
  private static Optional<Result> lowest(Results results) {
    return results.groups().stream()
        .filter(result -> result.comparison().isPresent())
        .min((a, b) -> Double.compare(kept(a), kept(b)));
  }

  private static double kept(Result result) {
    return result.comparison().orElseThrow().neighbours().kept();
  }

  private static String most(String column, Result result) {
    RunComparison comparison = result.comparison().orElseThrow();
    String products =
        comparison.neighbours().changedProducts().stream()
            .limit(NAMED)
            .map(GroupsText::name)
            .collect(Collectors.joining(", "));
    return "%s %s differs most: %s of a product's ten substitutes are the same%s"
        .formatted(
            column,
            result.group().name(),
            HumanNumbers.percent(comparison.neighbours().kept()),
            products.isEmpty() ? "" : "; other lists have " + products);
  }

  private static String name(ChangedProduct product) {
    return product.productName();
  }

  private static String prose(String text, int columns) {
    return Layout.paragraphs(text, 0, columns) + "\n";
  }
}
