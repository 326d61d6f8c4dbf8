package dev.prod2vec.synthetic;

import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;
import java.util.List;

/// Which product is of which type. A product is a number, its place in the shop; products of one
/// type are side by side. Shops with more types than the table has repeat it in several styles:
/// type `style * table + row`. Immutable.
final class ShopLayout {
  private static final int PRODUCTS_PER_TYPE = 5;

  /// A type has 3 to 7 shares of the products.
  private static final int MIN_SHARE = 3;

  private static final int SHARES = 5;

  /// The words of style number s are the digits of s; 0 is no word.
  private static final List<List<String>> STYLE_WORDS =
      List.of(
          words("Organic Natural Classic Family Premium Everyday Heritage Homestyle Artisan"),
          words("Reserve Light Gourmet Seasonal Signature Country Deluxe Simple Select"),
          words("Alpine Coastal Prairie Valley Island Highland Lakeside Desert Meadow"),
          words("Northern Southern Eastern Western Old-World Downtown Village Roadside Canyon"));

  private final List<ProductType> table;
  private final int[] starts;

  ShopLayout(List<ProductType> table, int products, long seed) {
    this.table = table;
    int types = Math.max(2, products / PRODUCTS_PER_TYPE);
    long[] shares = new long[types + 1];
    for (int type = 0; type < types; type++) {
      int extra = CounterRandom.below(CounterRandom.bits(seed, type), SHARES);
      shares[type + 1] = shares[type] + MIN_SHARE + extra;
    }
    this.starts =
        Arrays.stream(shares)
            .mapToInt(s -> Math.toIntExact(s * products / shares[types]))
            .toArray();
  }

  int products() {
    return starts[types()];
  }

  int types() {
    return starts.length - 1;
  }

  /// Number of styles of the shop; the last one may lack types.
  int styles() {
    return (types() + table.size() - 1) / table.size();
  }

  /// The type of a table's row in a style, or without style if the shop lacks it.
  int type(int row, int style) {
    int type = style * table.size() + row;
    return type < types() ? type : row;
  }

  int row(int type) {
    return type % table.size();
  }

  int style(int type) {
    return type / table.size();
  }

  /// First product of a type.
  int start(int type) {
    return starts[type];
  }

  /// Number of products of a type.
  int variants(int type) {
    return starts[type + 1] - starts[type];
  }

  int typeOf(int product) {
    int at = Arrays.binarySearch(starts, product);
    return at >= 0 ? at : -at - 2;
  }

  SyntheticProduct product(int product) {
    int type = typeOf(product);
    ProductType row = table.get(row(type));
    return new SyntheticProduct(
        id(product),
        row.variant(product - start(type), words(style(type))),
        row.aisle(),
        row.department());
  }

  static String id(int product) {
    return Integer.toString(product + 1);
  }

  /// The product with an id.
  static int place(String id) {
    return Integer.parseInt(id) - 1;
  }

  private static String words(int style) {
    StringBuilder words = new StringBuilder();
    int rest = style;
    for (List<String> choices : STYLE_WORDS) {
      int word = rest % (choices.size() + 1);
      rest /= choices.size() + 1;
      if (word > 0) {
        words.append(choices.get(word - 1)).append(' ');
      }
    }
    return words.toString();
  }

  private static List<String> words(String words) {
    return List.of(words.split(" "));
  }
}
