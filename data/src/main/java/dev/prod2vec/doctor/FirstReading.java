package dev.prod2vec.doctor;

import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// What a run would read with the proposed config.
///
/// @param rows of the orders
/// @param filtered rows that do not meet the filter
/// @param orders with a product
/// @param products bought
/// @param purchases different products of orders
/// @param single orders with one product that gets a vector: nothing to learn from
/// @param rareProducts products in too few orders for a vector of their own
/// @param rarePurchases purchases of them
/// @param minCount fewest training orders of a product with a vector
/// @param failed what would stop the run; empty if nothing
/// @param warned what the run would warn of; empty if of nothing
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record FirstReading(
    long rows,
    long filtered,
    long orders,
    long products,
    long purchases,
    long single,
    long rareProducts,
    long rarePurchases,
    int minCount,
    String failed,
    String warned,
    List<Basket> baskets) {
  /// One of the first orders.
  ///
  /// @param products their names, or ids where there are no names
  public record Basket(String order, List<String> products) {
    public Basket {
      products = List.copyOf(products);
    }
  }

  public FirstReading {
    baskets = List.copyOf(baskets);
  }
}
