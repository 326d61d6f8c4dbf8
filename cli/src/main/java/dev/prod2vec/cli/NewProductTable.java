package dev.prod2vec.cli;

import dev.prod2vec.task.NewProductReport;
import dev.prod2vec.text.HumanNumbers;
import java.util.List;

/// How well new products are placed, as tables for people.
final class NewProductTable {
  private NewProductTable() {}

  /// A table of their substitutes, and one of how often they are found.
  ///
  /// @param columns of the terminal
  static String text(NewProductReport report, int columns) {
    String heading =
        "%s were taken out of the orders before training on the other %s, and brought back by their names and categories"
            .formatted(
                HumanNumbers.count(report.takenOut(), "product"),
                HumanNumbers.count(report.trained()));
    StringBuilder text = new StringBuilder(Layout.paragraphs(heading, 0, columns)).append("\n\n");
    if (!report.lists().isEmpty()) {
      TextTable lists = TextTable.of("  category", "known", "#share of ten substitutes with it");
      for (NewProductReport.Lists line : report.lists()) {
        lists.row(
            "  " + line.category(),
            known(line.features()),
            HumanNumbers.decimal(line.purity10(), 3));
      }
      text.append(lists.text(columns)).append('\n');
    }
    TextTable found =
        TextTable.of("  known", "#in test orders", "#among the first hundred", "#by chance");
    for (NewProductReport.Found line : report.found()) {
      found.row(
          "  " + known(line.features()),
          HumanNumbers.count(line.questions()),
          HumanNumbers.decimal(line.hitRate100(), 3),
          HumanNumbers.decimal(line.chance(), 3));
    }
    return text.append(found.text(columns)).toString();
  }

  private static String known(List<String> features) {
    return String.join(", ", features);
  }
}
