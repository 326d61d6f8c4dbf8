package dev.prod2vec.cli;

import dev.prod2vec.model.NeighbourAnswer;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.setting.ShellCommand;
import dev.prod2vec.text.HumanNumbers;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.VectorSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a list says about its own certainty.
final class NeighbourGrounds {
  private NeighbourGrounds() {}

  /// A line for people; empty where purchases have their full say.
  static Optional<String> line(NeighbourAnswer answer) {
    return answer.kind() == NeighbourKind.COMPLETION ? ofBasket(answer) : ofProduct(answer);
  }

  private static Optional<String> ofProduct(NeighbourAnswer answer) {
    Product asked = answer.asked().getFirst().product();
    if (isNew(asked, answer)) {
      return Optional.of("%s, so %s".formatted(reason(asked), consequence(asked, answer.kind())));
    }
    return answer.restsOnNames()
        ? Optional.of(
            "Names and categories say more here than purchases: the products are in too few training orders.")
        : Optional.empty();
  }

  /// Whether the answer is empty because it is about purchases of a product without any.
  static boolean areMissing(NeighbourAnswer answer) {
    return switch (answer.kind()) {
      case SUBSTITUTE, COMPLETION -> false;
      case COMPLEMENT, CANNIBAL -> isNew(answer.asked().getFirst().product(), answer);
    };
  }

  /// Why nothing was learned of a new product. One that is in many orders is beyond the most
  /// products of a vocabulary.
  private static String reason(Product product) {
    return product.count() == 0
        ? "No training order has it"
        : "It is in %s, but not among the products that were trained"
            .formatted(HumanNumbers.count(product.count(), "training order", "training orders"));
  }

  private static String consequence(Product product, NeighbourKind kind) {
    return switch (kind) {
      case SUBSTITUTE, COMPLETION -> "its place is what its name and categories suggest.";
      case COMPLEMENT ->
          "nobody can say what is bought along with it. %s shows what is expected in a basket with it."
              .formatted(ShellCommand.prod2vec("similar", "--basket", product.id()));
      case CANNIBAL ->
          "nobody can say what takes its sales. %s shows what could be bought instead of it."
              .formatted(ShellCommand.prod2vec("similar", product.id()));
    };
  }

  private static Optional<String> ofBasket(NeighbourAnswer answer) {
    List<Product> others =
        answer.asked().stream()
            .map(found -> found.product())
            .filter(product -> isNew(product, answer))
            .distinct()
            .toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not learned from orders, but placed by name and categories: %s."
                .formatted(others.stream().map(Product::name).collect(Collectors.joining(", "))));
  }

  private static boolean isNew(Product product, NeighbourAnswer answer) {
    return answer.vocabulary().source(product) == VectorSource.SIDE_INFORMATION;
  }
}
