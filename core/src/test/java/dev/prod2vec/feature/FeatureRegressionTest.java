package dev.prod2vec.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Runs once per vector width, see the executions of Surefire in core's pom.
class FeatureRegressionTest {
  private static final int PRODUCTS = 40;
  private static final int FEATURES = 9;

  private final Random random = new Random(1);
  private final List<List<String>> texts = texts();
  private final SideInformation side = SideInformation.of(texts);
  private final long[] counts = random.longs(PRODUCTS, 0, 100).toArray();

  @Test
  void predictsWhatTheExactSolutionDoes() {
    Matrix rows = rows(21);
    double[][] expected = exact(rows);
    Matrix actual = Matrix.zeros(PRODUCTS, rows.dim());
    try (Crew crew = new Crew(1)) {
      new FeatureRegression(side, counts, Kernel.best()).predict(rows, actual, FEATURES, crew);
    }
    for (int product = 0; product < PRODUCTS; product++) {
      for (int k = 0; k < rows.dim(); k++) {
        assertThat((double) actual.values()[product * actual.stride() + k])
            .isCloseTo(expected[product][k], within(1e-4));
      }
    }
  }

  @Test
  void endsWithFewFeaturesToo() {
    SideInformation two =
        SideInformation.of(
            IntStream.range(0, PRODUCTS).mapToObj(i -> List.of("f" + i % 2)).toList());
    Matrix rows = Matrix.zeros(PRODUCTS, 1);
    for (int product = 0; product < PRODUCTS; product++) {
      rows.values()[product * rows.stride()] = product % 2 + 1;
    }
    long[] often = new long[PRODUCTS];
    Arrays.fill(often, 1_000_000_000);
    Matrix prediction = Matrix.zeros(PRODUCTS, 1);
    try (Crew crew = new Crew(1)) {
      new FeatureRegression(two, often, Kernel.best()).predict(rows, prediction, crew);
    }
    float shrunk = PRODUCTS / 2f / (PRODUCTS / 2f + FeatureRegression.RIDGE);
    for (int product = 0; product < PRODUCTS; product++) {
      assertThat(prediction.values()[product * prediction.stride()])
          .isCloseTo(shrunk * (product % 2 + 1), within(1e-5f));
    }
  }

  @Test
  void aProductWithoutFeaturesIsPredictedToBeZero() {
    Matrix actual = predict(rows(5), 1, Kernel.best());
    int start = (PRODUCTS - 1) * actual.stride();
    assertThat(texts.getLast()).isEmpty();
    assertThat(Arrays.copyOfRange(actual.values(), start, start + actual.stride()))
        .containsOnly(0f);
  }

  @Test
  void givesTheSameBytesOnAnyNumberOfThreadsWithAndWithoutSimd() {
    Matrix rows = rows(33);
    Matrix scalar = predict(rows, 1, Kernel.scalar());
    for (int threads : new int[] {1, 2, 5}) {
      assertThat(predict(rows, threads, Kernel.best()).values()).isEqualTo(scalar.values());
    }
  }

  @Test
  void rowsOfZerosArePredictedToBeZeros() {
    assertThat(predict(Matrix.zeros(PRODUCTS, 7), 1, Kernel.best()).values()).containsOnly(0f);
  }

  private Matrix predict(Matrix rows, int threads, Kernel kernel) {
    // What was there before does not matter.
    Matrix prediction = rows(rows.dim());
    try (Crew crew = new Crew(threads)) {
      new FeatureRegression(side, counts, kernel).predict(rows, prediction, crew);
    }
    return prediction;
  }

  private List<List<String>> texts() {
    List<List<String>> all = new ArrayList<>();
    for (int product = 0; product < PRODUCTS - 1; product++) {
      all.add(
          random
              .ints(1 + random.nextInt(4), 0, FEATURES)
              .distinct()
              .mapToObj(feature -> "f" + feature)
              .toList());
    }
    all.add(List.of());
    return all;
  }

  private Matrix rows(int dim) {
    Matrix rows = Matrix.zeros(PRODUCTS, dim);
    for (int product = 0; product < PRODUCTS; product++) {
      for (int k = 0; k < dim; k++) {
        rows.values()[product * rows.stride() + k] = random.nextFloat() - 0.5f;
      }
    }
    return rows;
  }

  /// By Gaussian elimination of the normal equations, whose matrix is positive definite.
  private double[][] exact(Matrix rows) {
    int dim = rows.dim();
    double[][] features = new double[PRODUCTS][FEATURES];
    for (int product = 0; product < PRODUCTS; product++) {
      List<String> own = texts.get(product);
      for (String text : own) {
        features[product][Integer.parseInt(text.substring(1))] = 1 / Math.sqrt(own.size());
      }
    }
    double[][] system = new double[FEATURES][FEATURES + dim];
    for (int a = 0; a < FEATURES; a++) {
      system[a][a] = FeatureRegression.RIDGE;
      for (int product = 0; product < PRODUCTS; product++) {
        double weight = counts[product] / (counts[product] + FeatureRegression.HALF);
        double factor = weight * features[product][a];
        for (int b = 0; b < FEATURES; b++) {
          system[a][b] += factor * features[product][b];
        }
        for (int k = 0; k < dim; k++) {
          system[a][FEATURES + k] += factor * rows.values()[product * rows.stride() + k];
        }
      }
    }
    for (int a = 0; a < FEATURES; a++) {
      for (int b = 0; b < FEATURES; b++) {
        double factor = b == a ? 0 : system[b][a] / system[a][a];
        for (int column = 0; column < FEATURES + dim; column++) {
          system[b][column] -= factor * system[a][column];
        }
      }
    }
    double[][] predicted = new double[PRODUCTS][dim];
    for (int product = 0; product < PRODUCTS; product++) {
      for (int a = 0; a < FEATURES; a++) {
        for (int k = 0; k < dim; k++) {
          predicted[product][k] += features[product][a] * system[a][FEATURES + k] / system[a][a];
        }
      }
    }
    return predicted;
  }
}
