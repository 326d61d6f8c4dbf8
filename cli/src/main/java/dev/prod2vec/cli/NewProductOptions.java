package dev.prod2vec.cli;

import dev.prod2vec.feature.ProductFeature;
import dev.prod2vec.model.Category;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.Product;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The flags that describe a product that is in no file, for commands to mix in.
final class NewProductOptions {
  @Option(
      names = "--new",
      paramLabel = "NAME",
      description =
          "Answer for a product that is in no file, by the words of this name; with --category also"
              + " by what it is.")
  private @Nullable String name;

  @Option(
      names = "--category",
      paramLabel = "COLUMN=VALUE",
      description = "A category of the product of --new; may be repeated.")
  private List<String> categories = List.of();

  /// Whether a new product is asked about.
  ///
  /// @throws WrongUseException if there is a category without a product
  boolean areGiven() {
    if (name == null && !categories.isEmpty()) {
      throw new WrongUseException(
          "--category: describes the product of --new, which is not given\nhint: --new NAME");
    }
    return name != null;
  }

  /// The model with the new product as its only new one.
  ///
  /// @throws WrongUseException if a category is unknown, or nothing is known that places the
  ///   product
  ProductModel with(ProductModel model) {
    String named = Objects.requireNonNull(name).strip();
    List<String> values = values(model);
    // An id that is no name: the words of a name that is the id do not count.
    ProductModel extended = model.withNew(List.of(new Product(0, "", named, values, 0)));
    if (extended.vocabulary().newProducts().isEmpty()) {
      throw nothingKnown(named, model);
    }
    return extended;
  }

  private static WrongUseException nothingKnown(String named, ProductModel model) {
    if (model.features().isEmpty()) {
      return new WrongUseException(
          "--new: the vectors of this model come from purchases alone, so a product without purchases has no place\nhint: products.files names a table with names and categories; then train again with training.side-information");
    }
    return new WrongUseException(
        "--new: no two products of this model have any word of \"%s\"%s; nothing says where it belongs\nhint: other words%s"
            .formatted(
                named,
                model.features().contains(ProductFeature.CATEGORIES) ? ", or its categories" : "",
                model.features().contains(ProductFeature.CATEGORIES)
                    ? ", or --category %s=VALUE"
                        .formatted(model.vocabulary().categoryColumns().getFirst())
                    : ""));
  }

  /// One value per category column.
  private List<String> values(ProductModel model) {
    List<String> values =
        new ArrayList<>(Collections.nCopies(model.vocabulary().categoryColumns().size(), ""));
    for (String text : categories) {
      Category category = Category.of(text, model.vocabulary());
      values.set(category.column(), category.name());
    }
    if (!categories.isEmpty() && !model.features().contains(ProductFeature.CATEGORIES)) {
      throw new WrongUseException(
          "--category: the vectors of this model were made without categories\nhint: leave it out, or train with training.side-information names,categories");
    }
    return values;
  }
}
