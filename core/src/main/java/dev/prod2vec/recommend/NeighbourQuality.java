package dev.prod2vec.recommend;

import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How good the lists of the ten nearest products are. Products bought fewer than [#MIN_COUNT]
/// times are left out, as questions and in the lists: their vectors are mostly chance.
///
/// @param products number of products asked about; the lists hold the same ones
/// @param hubness skewness of the number of ten-nearest lists that a product appears in
///   (Radovanović et al. 2010), by the cosine of input vectors. 0 if every product appears in
///   equally many; the more places a few products take, the higher
/// @param purity10 how alike products and their neighbours are; empty without categories
public record NeighbourQuality(int products, double hubness, Optional<Purity> purity10) {
  /// Training baskets that a product must be in.
  public static final int MIN_COUNT = 20;

  private static final int K = 10;

  /// Mean share of a product's ten nearest that have its category, each in [0, 1].
  ///
  /// @param category name of the category
  /// @param products number of products asked about: those that have a category
  /// @param input by the cosine of input vectors
  /// @param joined by the sum of the cosines of input vectors and of output vectors
  /// @param chance what lists drawn at random would have
  public record Purity(String category, int products, double input, double joined, double chance) {}

  /// The categories of products.
  ///
  /// @param name what they are, for example `aisle`
  /// @param values one per product; blank where unknown
  public record Categories(String name, List<String> values) {
    public Categories {
      values = List.copyOf(values);
    }
  }

  /// Looks at the lists of all products, exactly; the result does not depend on the threads.
  ///
  /// @param counts training baskets that each product is in
  /// @param categories empty where the products have none
  /// @param threads 0: one per core
  /// @return empty if fewer than twelve products were bought often enough: a list of ten would hold
  ///   nearly all of them
  /// @throws IllegalArgumentException if the arguments do not have the same number of products
  public static Optional<NeighbourQuality> of(
      Embedding embedding, long[] counts, Optional<Categories> categories, int threads) {
    int named = categories.map(given -> given.values().size()).orElse(counts.length);
    if (counts.length != embedding.size() || named != embedding.size()) {
      throw new IllegalArgumentException(
          "vectors of %s products, but counts of %s and categories of %s"
              .formatted(embedding.size(), counts.length, named));
    }
    int[] often =
        IntStream.range(0, counts.length).filter(product -> counts[product] >= MIN_COUNT).toArray();
    if (often.length < K + 2) {
      return Optional.empty();
    }
    NearestProducts byInput = nearest(often, embedding.dim(), threads, embedding.input());
    return Optional.of(
        new NeighbourQuality(
            often.length,
            skewness(occurrences(byInput, often.length)),
            categories.flatMap(given -> purity(embedding, often, given, byInput, threads))));
  }

  private static Optional<Purity> purity(
      Embedding embedding,
      int[] often,
      Categories categories,
      NearestProducts byInput,
      int threads) {
    List<String> values = Arrays.stream(often).mapToObj(categories.values()::get).toList();
    int asked = (int) values.stream().filter(value -> !value.isBlank()).count();
    if (asked == 0) {
      return Optional.empty();
    }
    NearestProducts byBoth =
        nearest(often, embedding.dim(), threads, embedding.input(), embedding.output());
    return Optional.of(
        new Purity(
            categories.name(),
            asked,
            purity(byInput, values),
            purity(byBoth, values),
            chance(values)));
  }

  /// For each of some products the ten nearest among them, by the sum of cosines over the arrays.
  private static NearestProducts nearest(int[] products, int dim, int threads, float[]... arrays) {
    Matrix rows = Matrix.zeros(products.length, dim * arrays.length);
    for (int row = 0; row < products.length; row++) {
      for (int part = 0; part < arrays.length; part++) {
        int start = row * rows.stride() + part * dim;
        unit(arrays[part], products[row] * dim, rows.values(), start, dim);
      }
    }
    return NearestProducts.of(new CosineSearch(rows), 0, products.length, K, threads);
  }

  /// Copies a vector, scaled to length 1; one of zeros stays as it is.
  private static void unit(float[] from, int fromStart, float[] to, int toStart, int dim) {
    double squares = 0;
    for (int k = 0; k < dim; k++) {
      squares += (double) from[fromStart + k] * from[fromStart + k];
    }
    double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (int k = 0; k < dim; k++) {
      to[toStart + k] = (float) (from[fromStart + k] * scale);
    }
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

  /// @param values not all blank
  private static double purity(NearestProducts nearest, List<String> values) {
    double sum = 0;
    int asked = 0;
    for (int list = 0; list < values.size(); list++) {
      String own = values.get(list);
      if (!own.isBlank()) {
        int same = 0;
        for (int at = 0; at < nearest.sizes()[list]; at++) {
          same += values.get(nearest.products()[list * nearest.k() + at]).equals(own) ? 1 : 0;
        }
        sum += (double) same / nearest.k();
        asked++;
      }
    }
    return sum / asked;
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
