package dev.prod2vec.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureNeighboursTest {
  private static final int PRODUCTS = 400;
  private static final int DIM = 3;

  private final Random random = new Random(1);
  private final List<Set<String>> texts = texts();
  private final SideInformation side = SideInformation.of(texts);
  private final long[] counts = random.longs(PRODUCTS, 0, 60).toArray();
  private final Matrix rows = rows();

  @Test
  void aPredictionMovesTowardsTheMeanOfTheFiftyWithTheMostSimilarFeatures() {
    Matrix actual = refined(1);
    for (int product = 0; product < PRODUCTS; product++) {
      double[] mean = mean(product);
      for (int k = 0; k < DIM; k++) {
        double before = 1 + k;
        double expected =
            mean.length == 0
                ? before
                : FeatureNeighbours.PART * mean[k] + (1 - FeatureNeighbours.PART) * before;
        assertThat((double) actual.values()[product * actual.stride() + k])
            .isCloseTo(expected, within(1e-5));
      }
    }
  }

  @Test
  void givesTheSameBytesOnAnyNumberOfThreads() {
    assertThat(refined(3).values()).isEqualTo(refined(1).values());
  }

  private Matrix refined(int threads) {
    Matrix prediction = Matrix.zeros(PRODUCTS, DIM);
    for (int product = 0; product < PRODUCTS; product++) {
      for (int k = 0; k < DIM; k++) {
        prediction.values()[product * prediction.stride() + k] = 1 + k;
      }
    }
    try (Crew crew = new Crew(threads)) {
      new FeatureNeighbours(side, counts).refine(rows, prediction, crew);
    }
    return prediction;
  }

  /// The mean of the rows of a product's neighbours, straight from the definition.
  private double[] mean(int product) {
    record Other(int product, double cosine) {}
    List<Other> others =
        IntStream.range(0, PRODUCTS)
            .filter(other -> other != product && counts[other] > 0)
            .mapToObj(other -> new Other(other, cosine(product, other)))
            .filter(other -> other.cosine() > 0)
            .sorted(
                Comparator.comparingDouble((Other other) -> -(float) other.cosine())
                    .thenComparingInt(Other::product))
            .limit(50)
            .toList();
    double sum = 0;
    double[] mean = new double[DIM];
    for (Other other : others) {
      double count = counts[other.product()];
      double weight = Math.pow(other.cosine(), 3) * count / (count + FeatureRegression.HALF);
      sum += weight;
      for (int k = 0; k < DIM; k++) {
        mean[k] += weight * rows.values()[other.product() * rows.stride() + k];
      }
    }
    if (sum == 0) {
      return new double[0];
    }
    for (int k = 0; k < DIM; k++) {
      mean[k] /= sum;
    }
    return mean;
  }

  private double cosine(int a, int b) {
    Set<String> both = new HashSet<>(texts.get(a));
    both.retainAll(texts.get(b));
    double lengths = Math.sqrt(squares(texts.get(a)) * squares(texts.get(b)));
    return lengths == 0 ? 0 : squares(both) / lengths;
  }

  private double squares(Set<String> of) {
    double squares = 0;
    long bought = IntStream.range(0, PRODUCTS).filter(i -> counts[i] > 0).count();
    for (String text : of) {
      long all = texts.stream().filter(own -> own.contains(text)).count();
      if (all > 1) {
        long having =
            IntStream.range(0, PRODUCTS)
                .filter(i -> counts[i] > 0 && texts.get(i).contains(text))
                .count();
        squares += Math.pow(Math.log((bought + 1.0) / (having + 1)), 2);
      }
    }
    return squares;
  }

  private Matrix rows() {
    Matrix of = Matrix.zeros(PRODUCTS, DIM);
    for (int product = 0; product < PRODUCTS; product++) {
      for (int k = 0; k < DIM; k++) {
        of.values()[product * of.stride() + k] = random.nextFloat() - 0.5f;
      }
    }
    return of;
  }

  /// Irregular frequencies, so that no two cosines of other words are equal but for rounding.
  private List<Set<String>> texts() {
    List<Set<String>> of = new ArrayList<>();
    for (int product = 0; product < PRODUCTS; product++) {
      Set<String> own = new HashSet<>();
      int words = random.nextInt(4);
      for (int word = 0; word < words; word++) {
        own.add("w" + (int) Math.pow(random.nextDouble() * 6, 2));
      }
      of.add(own);
    }
    return of;
  }
}
