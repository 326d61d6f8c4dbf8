package dev.prod2vec.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How good the lists of the ten most similar products are: those that [Recommender#substitutes]
/// gives, of all products, however rarely they were bought.
///
/// @param products number of products
/// @param hubness skewness of the number of lists that a product appears in (Radovanović et al.
///   2010). 0 if every product appears in equally many; the more places a few products take, the
///   higher
/// @param purity10 how alike products and their neighbours are; empty without categories
public record NeighbourQuality(int products, double hubness, Optional<Purity> purity10) {
  /// Products of a list that is looked at.
  public static final int K = 10;

  /// The fewest orders of a band.
  private static final long[] BANDS = {0, 10, 20, 50, 200, 1000};

  /// Mean share of the products of a list that have the category of the product asked about, each
  /// in [0, 1].
  ///
  /// @param category name of the category
  /// @param products number of products asked about: those that have a category
  /// @param byProduct mean over these products
  /// @param byPurchase mean over their purchases: what a shopper would see
  /// @param chance what lists drawn at random would have, as a mean over the products
  /// @param bands by the number of orders that the product asked about is in, rising; those that
  ///   have products
  public record Purity(
      String category,
      int products,
      double byProduct,
      double byPurchase,
      double chance,
      List<Band> bands) {
    public Purity {
      bands = List.copyOf(bands);
    }
  }

  /// The products that are in about as many orders.
  ///
  /// @param minOrders training baskets that each is in at least; fewer than the next band's
  /// @param products number of products asked about
  /// @param purity10 mean over them, in [0, 1]
  public record Band(long minOrders, int products, double purity10) {}

  /// The categories of products.
  ///
  /// @param name what they are, for example `aisle`
  /// @param values one per product; blank where unknown
  public record Categories(String name, List<String> values) {
    public Categories {
      values = List.copyOf(values);
    }
  }

  /// Looks at the lists of all products.
  ///
  /// @param nearest the [#K] substitutes of each product that was learned
  /// @param counts training baskets that each product is in
  /// @param categories empty where the products have none
  /// @return empty if there are fewer than twelve products: a list of ten would hold nearly all of
  ///   them
  /// @throws IllegalArgumentException if the arguments do not have the same number of products
  public static Optional<NeighbourQuality> of(
      NearestProducts nearest, long[] counts, Optional<Categories> categories) {
    int size = nearest.sizes().length;
    int named = categories.map(given -> given.values().size()).orElse(size);
    if (counts.length != size || named != size) {
      throw new IllegalArgumentException(
          "lists of %s products, but counts of %s and categories of %s"
              .formatted(size, counts.length, named));
    }
    if (size < K + 2) {
      return Optional.empty();
    }
    return Optional.of(
        new NeighbourQuality(
            size,
            skewness(occurrences(nearest, size)),
            categories.flatMap(given -> purity(nearest, counts, given))));
  }

  private static Optional<Purity> purity(
      NearestProducts nearest, long[] counts, Categories categories) {
    List<String> values = categories.values();
    int[] asked = new int[BANDS.length];
    double[] shares = new double[BANDS.length];
    double purchases = 0;
    double weighted = 0;
    for (int product = 0; product < counts.length; product++) {
      if (!values.get(product).isBlank()) {
        double share = share(nearest, product, values);
        int band = band(counts[product]);
        asked[band]++;
        shares[band] += share;
        purchases += counts[product];
        weighted += counts[product] * share;
      }
    }
    int products = Arrays.stream(asked).sum();
    if (products == 0) {
      return Optional.empty();
    }
    List<Band> bands = new ArrayList<>();
    for (int band = 0; band < BANDS.length; band++) {
      if (asked[band] > 0) {
        bands.add(new Band(BANDS[band], asked[band], shares[band] / asked[band]));
      }
    }
    return Optional.of(
        new Purity(
            categories.name(),
            products,
            Arrays.stream(shares).sum() / products,
            weighted / Math.max(1, purchases),
            chance(values),
            bands));
  }

  private static int band(long count) {
    int band = 0;
    while (band + 1 < BANDS.length && count >= BANDS[band + 1]) {
      band++;
    }
    return band;
  }

  private static double share(NearestProducts nearest, int list, List<String> values) {
    int same = 0;
    for (int at = 0; at < nearest.sizes()[list]; at++) {
      same +=
          values.get(nearest.products()[list * nearest.k() + at]).equals(values.get(list)) ? 1 : 0;
    }
    return (double) same / nearest.k();
  }

  /// The number of lists that each product appears in.
  private static int[] occurrences(NearestProducts nearest, int size) {
    int[] occurrences = new int[size];
    for (int list = 0; list < size; list++) {
      for (int at = 0; at < nearest.sizes()[list]; at++) {
        occurrences[nearest.products()[list * nearest.k() + at]]++;
      }
    }
    return occurrences;
  }

  /// Mean cube of the standard scores; 0 where all numbers are equal.
  static double skewness(int[] numbers) {
    double mean = Arrays.stream(numbers).average().orElse(0);
    double squares = 0;
    double cubes = 0;
    for (int number : numbers) {
      double difference = number - mean;
      squares += difference * difference;
      cubes += difference * difference * difference;
    }
    double variance = squares / numbers.length;
    return squares == 0 ? 0 : cubes / numbers.length / (variance * Math.sqrt(variance));
  }

  /// The mean share of the other products that have a product's category.
  private static double chance(List<String> values) {
    Map<String, Long> sizes =
        values.stream()
            .filter(value -> !value.isBlank())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    long pairs = sizes.values().stream().mapToLong(size -> size * (size - 1)).sum();
    long asked = sizes.values().stream().mapToLong(Long::longValue).sum();
    return (double) pairs / asked / (values.size() - 1);
  }
}
