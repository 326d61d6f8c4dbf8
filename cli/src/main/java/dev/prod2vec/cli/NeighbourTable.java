package dev.prod2vec.cli;

import dev.prod2vec.model.NeighbourAnswer;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Neighbours as a table for people.
final class NeighbourTable {
  private NeighbourTable() {}

  /// A table under a line that says what it shows.
  ///
  /// @param most columns of the terminal
  static String text(NeighbourAnswer answer, int most) {
    List<FoundProduct> asked = answer.asked();
    Vocabulary vocabulary = answer.vocabulary();
    String names =
        asked.stream().map(NeighbourTable::name).distinct().collect(Collectors.joining(", "));
    List<String> columns = new ArrayList<>(List.of("name", "#score", "#bought together", "#lift"));
    if (asked.size() > 1) {
      columns.add("most with");
    }
    boolean substitutes = answer.kind() == NeighbourKind.SUBSTITUTE;
    if (substitutes) {
      columns.add("rests on");
    }
    columns.addAll(vocabulary.categoryColumns());
    TextTable table = TextTable.of(columns.toArray(String[]::new));
    for (Neighbour neighbour : answer.neighbours()) {
      Product product = vocabulary.product(neighbour.product());
      List<String> row =
          new ArrayList<>(
              List.of(
                  product.name(),
                  String.format(Locale.ROOT, "%.3f", neighbour.score()),
                  HumanNumbers.count(neighbour.together()),
                  lift(neighbour)));
      if (asked.size() > 1) {
        row.add(vocabulary.product(neighbour.with()).name());
      }
      if (substitutes) {
        row.add(neighbour.basis().label());
      }
      row.addAll(product.categories());
      table.row(row);
    }
    String heading = answer.kind().relation() + " " + names;
    return "%s%s\n\n%s%s"
        .formatted(
            asked.stream()
                .map(found -> ProductChoices.preface(found, most))
                .collect(Collectors.joining()),
            String.join("\n", Layout.wrap(heading, most)),
            NeighbourGrounds.line(answer)
                .map(line -> Layout.paragraphs(line, 0, most) + "\n\n")
                .orElse(""),
            answer.neighbours().isEmpty()
                ? Layout.paragraphs(nothing(answer), 0, most) + "\n"
                : table.text(most));
  }

  private static String nothing(NeighbourAnswer answer) {
    if (NeighbourGrounds.areMissing(answer)) {
      return "none";
    }
    String passing = answer.question().isFiltered() ? " that passes the filters" : "";
    return switch (answer.kind()) {
      case SUBSTITUTE, COMPLETION ->
          passing.isEmpty()
              ? "none: there is no other product"
              : "none: no product passes the filters";
      case COMPLEMENT -> "none: no product%s was bought along with it".formatted(passing);
      case CANNIBAL ->
          "none: no similar product%s is bought along with it so seldom that it is no luck"
              .formatted(passing);
    };
  }

  /// The name, with the id if other products have the same name.
  private static String name(FoundProduct found) {
    return found.match() == FoundProduct.Match.ONE_OF_A_NAME
        ? ProductChoices.label(found.product())
        : found.product().name();
  }

  /// Products that were never bought together have no lift, and a small one is not 0.
  static String lift(Neighbour neighbour) {
    if (neighbour.together() == 0) {
      return "never";
    }
    return neighbour.lift() < 0.05 ? "<0.1" : String.format(Locale.ROOT, "%.1f", neighbour.lift());
  }
}
