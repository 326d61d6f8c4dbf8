package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BasketGradientTest {
  private static final int NEGATIVES = 5;

  @Test
  void lossIsSkipGramsWithNegativeSampling() {
    Example example = new Example(7, 1, 4, 6);
    assertThat(example.gradient())
        .isCloseTo(example.loss(), within(1e-5 * Math.abs(example.loss())));
  }

  @Test
  void gradientsAreTheLossesFiniteDifferences() {
    for (int dim : new int[] {1, 5, 16, 33}) {
      for (int n : new int[] {2, 3, 7}) {
        Example example = new Example(dim, dim, n, 6);
        example.gradient();
        for (int row = 0; row < 2 * n + 6; row++) {
          for (int k = 0; k < dim; k++) {
            float analytic = example.gradients[row * example.input.stride() + k];
            assertThat((double) analytic)
                .as("dim %d, n %d, row %d, number %d", dim, n, row, k)
                .isCloseTo(-example.difference(row, k), within(2e-4));
          }
        }
      }
    }
  }

  /// A basket and its noise, which holds one product of the basket and one product twice.
  private static final class Example {
    final Matrix input;
    final Matrix output;
    final int n;
    final int noise;
    final int[] targets;
    final float[] gradients;

    Example(int dim, int seed, int n, int noise) {
      Random random = new Random(seed);
      this.n = n;
      this.noise = noise;
      int products = n + noise;
      input = Matrix.zeros(products, dim);
      output = Matrix.zeros(products, dim);
      for (int p = 0; p < products; p++) {
        for (int k = 0; k < dim; k++) {
          input.values()[p * input.stride() + k] = (float) random.nextGaussian();
          output.values()[p * input.stride() + k] = (float) random.nextGaussian();
        }
      }
      targets = new int[n + noise];
      for (int i = 0; i < targets.length; i++) {
        targets[i] = (i * 7 + 1) % products;
      }
      targets[n] = targets[1];
      targets[n + 1] = targets[n + 2];
      gradients = new float[(2 * n + noise) * input.stride()];
    }

    double gradient() {
      return new BasketGradient(Kernel.best(), input, output, n + 3, noise, NEGATIVES)
          .compute(targets, 0, n, gradients, 0);
    }

    /// The published loss, pair by pair in double precision. An output row that stands twice among
    /// the targets has its gradient in two parts, so each place has its own offset.
    double loss(int row, int number, double offset) {
      double loss = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n + noise; j++) {
          if (i == j || targets[i] == targets[j]) {
            continue;
          }
          double score = 0;
          for (int k = 0; k < input.dim(); k++) {
            double x = input.values()[targets[i] * input.stride() + k];
            double y = output.values()[targets[j] * input.stride() + k];
            x += row == i && number == k ? offset : 0;
            y += row == n + j && number == k ? offset : 0;
            score += x * y;
          }
          loss +=
              j < n
                  ? Math.log1p(Math.exp(-score)) / (n - 1)
                  : Math.log1p(Math.exp(score)) * NEGATIVES / noise;
        }
      }
      return loss;
    }

    double loss() {
      return loss(-1, 0, 0);
    }

    double difference(int row, int k) {
      double step = 1e-4;
      return (loss(row, k, step) - loss(row, k, -step)) / (2 * step);
    }
  }
}
