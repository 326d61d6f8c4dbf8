package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compares both objectives with their formulas in double precision, and their gradients with
/// finite differences of these.
class PartGradientTest {
  @ParameterizedTest
  @CsvSource({"1, 0, 1", "5, 0, 1", "16, 2, 1", "33, 1, 1", "16, 100, 1", "5, 0, 20"})
  void skipGramsGradientIsTheDifferenceOfItsLoss(int dim, int window, int copies) {
    SkipGram example = new SkipGram(dim, window, copies);
    example.compute();
    example.check();
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0", "5, 1, 0", "16, 1, 0", "33, 1, 0", "5, 20, 0", "16, 1, 0.3"})
  void completionsGradientIsTheDifferenceOfItsLoss(int dim, int copies, double decay) {
    Completion example = new Completion(dim, copies, decay);
    example.compute();
    example.check();
  }

  @Test
  void aProductThatNoOtherOnePredictsDoesNotCount() {
    Completion example = new Completion(8, 1, 0);
    // Of the second basket only its first product predicts: no other one predicts it.
    example.compute();
    int first = example.batch.start(1);
    assertThat(example.gradients.biases[first]).isZero();
    assertThat(example.losses.predictions()).isEqualTo(example.batch.size() - 1);
  }

  @Test
  void aLargeGroupIsDividedAmongThreads() {
    Batch batch = new SkipGram(4, 0, 20).batch;
    assertThat(batch.groups()).isEqualTo(1);
    assertThat(batch.parts()).isEqualTo(4);
    assertThat(IntStream.rangeClosed(0, batch.parts()).map(batch::partStart))
        .containsExactly(0, 19, 39, 58, 60);
  }

  /// A group of three baskets, or of some copies of them, and its noise, which holds a product of
  /// each basket and one twice, and as many copies of these.
  private abstract static class Example {
    static final int PRODUCTS = 14;
    static final int[][] BASKETS = {{0, 1, 2, 3, 4}, {5, 6, 1}, {7, 8}};
    static final int[] DRAWN = {2, 6, 9, 9, 10, 11, 12};

    final Batch batch = new Batch();
    final TrainingConfig config;
    final TrainingState state;
    final long[] counts = new long[PRODUCTS];
    final Noise noise;
    final int m;
    final Gradients gradients;
    final LossSum losses = new LossSum();

    Example(Objective objective, int dim, int window, int copies, double decay) {
      m = DRAWN.length * copies;
      int baskets = BASKETS.length * copies;
      config =
          new TrainingConfig(
              objective, dim, 1, 0.1, 5, m, baskets, 0.75, window, 0, 0.2, decay, 128, 0, 1, 1L);
      Random random = new Random(dim);
      state = TrainingState.zeros(PRODUCTS, dim);
      for (int product = 0; product < PRODUCTS; product++) {
        counts[product] = random.nextInt(1, 51);
        state.bias()[product] = (float) random.nextGaussian();
        for (int k = 0; k < dim; k++) {
          int at = product * state.input().stride() + k;
          state.input().values()[at] = (float) random.nextGaussian();
          state.output().values()[at] = (float) random.nextGaussian();
        }
      }
      noise = new Noise(counts, 0.75, m, 1L);
      for (int basket = 0; basket < baskets; basket++) {
        int[] products = basket(basket);
        batch.add(basket, products, 0, products.length, i -> predicts(products[i]));
      }
      batch.complete(
          baskets,
          m,
          (_, products, from, to) -> {
            for (int j = from; j < to; j++) {
              products[j] = DRAWN[(j - from) % DRAWN.length];
            }
          });
      gradients = new Gradients(m, state.input().stride());
    }

    static int[] basket(int basket) {
      return BASKETS[basket % BASKETS.length];
    }

    /// Whether a product predicts the others of its basket.
    abstract boolean predicts(int product);

    /// The loss in double precision.
    abstract double loss();

    /// What weight decay adds to the loss.
    double penalty() {
      double squares = 0;
      for (int i = 0; i < batch.size(); i++) {
        for (int k = 0; k < config.dim(); k++) {
          int at = batch.products()[i] * state.input().stride() + k;
          squares += predicts(batch.products()[i]) ? Math.pow(state.input().values()[at], 2) : 0;
          squares += Math.pow(state.output().values()[at], 2);
        }
      }
      return config.weightDecay() / 2 * squares;
    }

    void compute() {
      BatchObjective objective = (BatchObjective) config.objective().strategy();
      PartGradient gradient = new PartGradient(objective, state, noise, config, Kernel.best());
      gradients.prepare(batch);
      for (int part = 0; part < batch.parts(); part++) {
        gradient.compute(batch, gradients, part);
      }
      gradients.addTo(losses, batch.parts());
      NoiseGradient noiseGradient = new NoiseGradient(Kernel.best(), m, state.input().stride());
      for (int block = 0; block < noiseGradient.blocks(batch); block++) {
        noiseGradient.compute(batch, gradients, block);
      }
      double loss = losses.mean() * losses.predictions();
      assertThat(loss).isCloseTo(loss(), within(2e-6 * Math.abs(loss())));
    }

    /// Compares the gradients, summed over the places of a product, with differences.
    void check() {
      Matrix input = state.input();
      for (int product = 0; product < PRODUCTS; product++) {
        for (int k = 0; k < input.dim(); k++) {
          int at = product * input.stride() + k;
          double up =
              sum(batch.contexts(), batch.contextSize(), product, gradients.inputs.values, k);
          assertClose("input", product, k, up, difference(input.values(), at));
          up =
              sum(batch.products(), batch.size(), product, gradients.outputs.values, k)
                  + sum(batch.noise(), m, product, gradients.noise.values, k);
          assertClose("output", product, k, up, difference(state.output().values(), at));
        }
        if (config.objective() == Objective.COMPLETION) {
          double up = 0;
          for (int i = 0; i < batch.size(); i++) {
            up += batch.products()[i] == product ? gradients.biases[i] : 0;
          }
          for (int j = 0; j < m; j++) {
            up += batch.noise()[j] == product ? gradients.noiseBiases[j] : 0;
          }
          assertClose("bias", product, 0, up, difference(state.bias(), product));
        }
      }
    }

    private double sum(int[] products, int size, int product, float[] gradients, int k) {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += products[i] == product ? gradients[i * state.input().stride() + k] : 0;
      }
      return sum;
    }

    private double difference(float[] values, int at) {
      float before = values[at];
      values[at] = before + 1e-2f;
      double above = values[at];
      double high = loss() + penalty();
      values[at] = before - 1e-2f;
      double below = values[at];
      double low = loss() + penalty();
      values[at] = before;
      return (low - high) / (above - below);
    }

    private static void assertClose(
        String what, int product, int k, double actual, double expected) {
      assertThat(actual)
          .as("%s %d, number %d", what, product, k)
          .isCloseTo(expected, within(1e-3 + 2e-3 * Math.abs(expected)));
    }

    double dot(double[] x, int product) {
      double sum = 0;
      for (int k = 0; k < x.length; k++) {
        sum += x[k] * state.output().values()[product * state.output().stride() + k];
      }
      return sum;
    }

    double[] input(int product) {
      double[] row = new double[config.dim()];
      for (int k = 0; k < row.length; k++) {
        row[k] = state.input().values()[product * state.input().stride() + k];
      }
      return row;
    }
  }

  private static final class SkipGram extends Example {
    SkipGram(int dim, int window, int copies) {
      super(Objective.SKIP_GRAM, dim, window, copies, 0);
    }

    @Override
    boolean predicts(int product) {
      return true;
    }

    @Override
    double loss() {
      double loss = 0;
      for (int b = 0; b < batch.baskets(); b++) {
        int[] basket = basket(b);
        int window = config.window() == 0 ? basket.length : config.window();
        for (int i = 0; i < basket.length; i++) {
          double[] x = input(basket[i]);
          int contexts = Math.min(i, window) + Math.min(basket.length - 1 - i, window);
          for (int j = 0; j < basket.length; j++) {
            if (i != j && Math.abs(i - j) <= window) {
              loss += Math.log1p(Math.exp(-dot(x, basket[j]))) / contexts;
            }
          }
          for (int j = 0; j < m; j++) {
            if (batch.noise()[j] != basket[i]) {
              loss += Math.log1p(Math.exp(dot(x, batch.noise()[j]))) * config.negatives() / m;
            }
          }
        }
      }
      return loss;
    }
  }

  private static final class Completion extends Example {
    Completion(int dim, int copies, double decay) {
      super(Objective.COMPLETION, dim, 0, copies, decay);
    }

    @Override
    boolean predicts(int product) {
      return product != 1 && product != 2 && product != 6;
    }

    @Override
    double loss() {
      double loss = 0;
      for (int b = 0; b < batch.baskets(); b++) {
        for (int i = 0; i < basket(b).length; i++) {
          loss += loss(b, i);
        }
      }
      return loss;
    }

    /// The loss of product `j` of basket `b`.
    private double loss(int b, int j) {
      int[] basket = basket(b);
      double said = 0;
      double all = 0;
      for (int i = 0; i < basket.length; i++) {
        if (i != j && predicts(basket[i])) {
          said += Math.exp(score(basket[i], basket[j]));
          all += ofNoise(basket, basket[i]);
        }
      }
      return said == 0 ? 0 : Math.log(said + all) - Math.log(said);
    }

    private double ofNoise(int[] basket, int product) {
      double mass = 0;
      for (long count : counts) {
        mass += Math.pow((double) count, 0.75);
      }
      double sum = 0;
      for (int q = 0; q < m; q++) {
        int drawn = batch.noise()[q];
        if (Arrays.stream(basket).noneMatch(p -> p == drawn)) {
          double expected = m * Math.pow((double) counts[drawn], 0.75) / mass;
          sum += Math.exp(score(product, drawn)) / expected;
        }
      }
      return sum;
    }

    private double score(int product, int other) {
      return dot(input(product), other) + state.bias()[other];
    }
  }
}
