package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Both objectives against their formulas in double precision, and their gradients against finite
/// differences of these.
class GroupGradientTest {
  @ParameterizedTest
  @CsvSource({"1, 0", "5, 0", "16, 2", "33, 1", "16, 100"})
  void skipGramsGradientIsTheDifferenceOfItsLoss(int dim, int window) {
    SkipGram example = new SkipGram(dim, window);
    example.compute();
    example.check();
  }

  @ParameterizedTest
  @CsvSource({"1", "5", "16", "33"})
  void completionsGradientIsTheDifferenceOfItsLoss(int dim) {
    Completion example = new Completion(dim);
    example.compute();
    example.check();
  }

  @Test
  void aProductWithoutAnotherKeptOneIsNotPredicted() {
    Completion example = new Completion(8);
    // Of the second basket only its first product is kept, so that one has no context.
    example.compute();
    int first = example.batch.starts[1];
    assertThat(example.batch.biases[first]).isZero();
    assertThat(example.batch.predictions[0]).isEqualTo(example.batch.size() - 1);
  }

  /// A group of three baskets and its noise, which holds a product of each basket and one twice.
  private abstract static class Example {
    static final int PRODUCTS = 14;
    static final int NOISE = 7;
    static final int[][] BASKETS = {{0, 1, 2, 3, 4}, {5, 6, 1}, {7, 8}};
    static final int[] DRAWN = {2, 6, 9, 9, 10, 11, 12};

    final Batch batch = new Batch();
    final TrainingConfig config;
    final Weights weights;
    final long[] counts = new long[PRODUCTS];
    final Noise noise;

    Example(Objective objective, int dim, int window) {
      config =
          new TrainingConfig(
              objective, dim, 1, 0.1, 5, NOISE, 3, 0.75, window, 0, 0.2, 128, 0, 1, 1L);
      Random random = new Random(dim);
      weights = Weights.zeros(PRODUCTS, dim);
      for (int product = 0; product < PRODUCTS; product++) {
        counts[product] = random.nextInt(1, 51);
        weights.bias()[product] = (float) random.nextGaussian();
        for (int k = 0; k < dim; k++) {
          int at = product * weights.input().stride() + k;
          weights.input().values()[at] = (float) random.nextGaussian();
          weights.output().values()[at] = (float) random.nextGaussian();
        }
      }
      noise = new Noise(counts, 0.75, NOISE, 1L);
      for (int basket = 0; basket < BASKETS.length; basket++) {
        batch.add(basket, BASKETS[basket], 0, BASKETS[basket].length);
      }
      batch.kept[2] = false;
      batch.kept[6] = false;
      batch.kept[7] = false;
      batch.divide(3, NOISE, weights.input().stride());
      System.arraycopy(DRAWN, 0, batch.noise, 0, NOISE);
    }

    /// The loss in double precision.
    abstract double loss();

    void compute(GroupGradient gradient) {
      gradient.compute(batch, 0);
      assertThat(batch.losses[0]).isCloseTo(loss(), within(2e-6 * Math.abs(loss())));
    }

    /// Compares the gradients, summed over the places where a product stands, with differences.
    void check() {
      Matrix input = weights.input();
      for (int product = 0; product < PRODUCTS; product++) {
        for (int k = 0; k < input.dim(); k++) {
          int at = product * input.stride() + k;
          double up = sum(batch.products, batch.size(), product, batch.inputs, k);
          assertClose("input", product, k, up, difference(input.values(), at));
          up =
              sum(batch.products, batch.size(), product, batch.outputs, k)
                  + sum(batch.noise, NOISE, product, batch.noiseOutputs, k);
          assertClose("output", product, k, up, difference(weights.output().values(), at));
        }
        if (config.objective() == Objective.COMPLETION) {
          double up = 0;
          for (int i = 0; i < batch.size(); i++) {
            up += batch.products[i] == product ? batch.biases[i] : 0;
          }
          for (int j = 0; j < NOISE; j++) {
            up += batch.noise[j] == product ? batch.noiseBiases[j] : 0;
          }
          assertClose("bias", product, 0, up, difference(weights.bias(), product));
        }
      }
    }

    private double sum(int[] products, int size, int product, float[] gradients, int k) {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += products[i] == product ? gradients[i * weights.input().stride() + k] : 0;
      }
      return sum;
    }

    private double difference(float[] values, int at) {
      float before = values[at];
      values[at] = before + 1e-2f;
      double above = values[at];
      double high = loss();
      values[at] = before - 1e-2f;
      double below = values[at];
      double low = loss();
      values[at] = before;
      return (low - high) / (above - below);
    }

    private static void assertClose(
        String what, int product, int k, double actual, double expected) {
      assertThat(actual)
          .as("%s %d, number %d", what, product, k)
          .isCloseTo(expected, within(1e-3 + 2e-3 * Math.abs(expected)));
    }

    double dot(double[] context, int product) {
      double sum = 0;
      for (int k = 0; k < context.length; k++) {
        sum += context[k] * weights.output().values()[product * weights.output().stride() + k];
      }
      return sum;
    }

    double[] input(int product) {
      double[] row = new double[config.dim()];
      for (int k = 0; k < row.length; k++) {
        row[k] = weights.input().values()[product * weights.input().stride() + k];
      }
      return row;
    }
  }

  private static final class SkipGram extends Example {
    SkipGram(int dim, int window) {
      super(Objective.SKIP_GRAM, dim, window);
    }

    void compute() {
      compute(new SkipGramGradient(Kernel.best(), weights, config));
    }

    @Override
    double loss() {
      double loss = 0;
      for (int[] basket : BASKETS) {
        int window = config.window() == 0 ? basket.length : config.window();
        for (int i = 0; i < basket.length; i++) {
          double[] x = input(basket[i]);
          int contexts = Math.min(i, window) + Math.min(basket.length - 1 - i, window);
          for (int j = 0; j < basket.length; j++) {
            if (i != j && Math.abs(i - j) <= window) {
              loss += Math.log1p(Math.exp(-dot(x, basket[j]))) / contexts;
            }
          }
          for (int drawn : DRAWN) {
            if (drawn != basket[i]) {
              loss += Math.log1p(Math.exp(dot(x, drawn))) * config.negatives() / NOISE;
            }
          }
        }
      }
      return loss;
    }
  }

  private static final class Completion extends Example {
    Completion(int dim) {
      super(Objective.COMPLETION, dim, 0);
    }

    void compute() {
      compute(new CompletionGradient(Kernel.best(), weights, config, noise));
    }

    @Override
    double loss() {
      double loss = 0;
      for (int b = 0; b < BASKETS.length; b++) {
        for (int i = 0; i < BASKETS[b].length; i++) {
          loss += loss(b, i);
        }
      }
      return loss;
    }

    private double loss(int b, int i) {
      int[] basket = BASKETS[b];
      double[] context = new double[config.dim()];
      int others = 0;
      for (int j = 0; j < basket.length; j++) {
        if (j != i && batch.kept[batch.starts[b] + j]) {
          others++;
          double[] x = input(basket[j]);
          for (int k = 0; k < context.length; k++) {
            context[k] += x[k];
          }
        }
      }
      if (others == 0) {
        return 0;
      }
      for (int k = 0; k < context.length; k++) {
        context[k] /= Math.sqrt(others);
      }
      double own = dot(context, basket[i]) + weights.bias()[basket[i]];
      double all = Math.exp(own);
      double mass = 0;
      for (long count : counts) {
        mass += Math.pow((double) count, 0.75);
      }
      for (int drawn : DRAWN) {
        boolean inBasket = java.util.Arrays.stream(basket).anyMatch(p -> p == drawn);
        if (!inBasket) {
          double expected = NOISE * Math.pow((double) counts[drawn], 0.75) / mass;
          all += Math.exp(dot(context, drawn) + weights.bias()[drawn]) / expected;
        }
      }
      return Math.log(all) - own;
    }
  }
}
