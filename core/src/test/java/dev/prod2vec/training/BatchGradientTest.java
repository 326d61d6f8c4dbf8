package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compares both objectives with their formulas in double precision, and the gradients of a batch
/// with finite differences of these.
///
/// A gradient is read from the first step, since it is the change of a number times the root of the
/// accumulator over the rate: so all is tested that happens from a batch to a step.
class BatchGradientTest {
  @ParameterizedTest
  @CsvSource({
    "1,  0,   small",
    "5,  0,   small",
    "16, 2,   small",
    "33, 1,   small",
    "16, 100, small",
    "70, 0,   small",
    "5,  0,   groups",
    "33, 3,   groups",
    "5,  0,   large",
    "33, 0,   large",
    "16, 50,  large",
    "16, 70,  large",
    "5,  2147483647, large"
  })
  void skipGramsGradientIsTheDifferenceOfItsLoss(int dim, int window, String shape) {
    new SkipGram(dim, window, Shape.of(shape)).check();
  }

  @ParameterizedTest
  @CsvSource({
    "1,  2, 0,   small",
    "5,  1, 0,   small",
    "16, 3, 0,   small",
    "33, 2, 0,   small",
    "70, 2, 0,   small",
    "16, 2, 0.3, small",
    "5,  2, 0,   groups",
    "33, 1, 0.3, groups",
    "9,  4, 0,   groups",
    "5,  2, 0,   large",
    "33, 2, 0,   large",
    "33, 3, 0,   large",
    "16, 1, 0.1, large"
  })
  void completionsGradientIsTheDifferenceOfItsLoss(
      int dim, int agreement, double decay, String shape) {
    new Completion(dim, agreement, decay, Shape.of(shape)).check();
  }

  @Test
  void theShapesHaveWhatTheyAreFor() {
    Batch large = new Completion(1, 2, 0, Shape.of("large")).batch;
    assertThat(large.groups()).isEqualTo(1);
    assertThat(large.blocks()).isGreaterThan(2);
    assertThat(large.size(0)).isGreaterThan(2 * Kernel.BLOCK);
    assertThat(large.contextSize(0)).isGreaterThan(Kernel.BLOCK);
    Batch groups = new Completion(1, 2, 0, Shape.of("groups")).batch;
    assertThat(
            IntStream.range(0, groups.groups())
                .map(g -> groups.noiseStart(g + 1) - groups.noiseStart(g)))
        .contains(0)
        .anyMatch(size -> size > Kernel.BLOCK);
    assertThat(IntStream.range(0, groups.baskets()).map(groups::contextSize)).contains(0, 1);
    assertThat(
            IntStream.range(0, groups.groups())
                .map(g -> groups.blockStart(g + 1) - groups.blockStart(g)))
        .contains(0);
    for (Batch batch : new Batch[] {large, groups}) {
      assertThat(IntStream.range(0, batch.size()).map(batch::noisePlace)).anyMatch(at -> at >= 0);
    }
  }

  @Test
  void aProductThatNoOtherOnePredictsDoesNotCount() {
    Completion example = new Completion(8, 2, 0, Shape.of("small"));
    // The last basket has products 6 and 7, of which only 6 predicts: no other one predicts it.
    example.check();
    assertThat(example.losses.predictions()).isEqualTo(example.batch.size() - 1);
  }

  /// Baskets, the products that predict in completion, and the noise of each group.
  ///
  /// @param predicts for each basket and each place in it
  /// @param noise for each group its noise products, all different
  private record Shape(
      int products, int[][] baskets, boolean[][] predicts, int basketsPerGroup, int[][] noise) {
    static Shape of(String name) {
      Random random = new Random(3);
      return switch (name) {
        case "small" ->
            new Shape(
                14,
                new int[][] {{0, 1, 2, 3, 4}, {5, 6, 1}, {6, 7}},
                new boolean[][] {
                  {true, false, false, true, true}, {true, true, true}, {true, false}
                },
                3,
                new int[][] {{2, 6, 9, 10, 11, 12}});
        case "groups" -> {
          int[][] baskets = baskets(random, 40, 2, 9, 200);
          boolean[][] predicts = predicts(random, baskets, 0.6);
          // Nobody predicts in the third group, one product in a basket of the fourth one.
          for (int basket = 10; basket < 15; basket++) {
            Arrays.fill(predicts[basket], false);
          }
          Arrays.fill(predicts[15], false);
          predicts[15][predicts[15].length - 1] = true;
          int[][] noise = new int[8][];
          for (int group = 0; group < noise.length; group++) {
            int size = new int[] {70, 0, 150, 1, 64, 65, 128, 20}[group];
            noise[group] = random.ints(0, 200).distinct().limit(size).toArray();
          }
          yield new Shape(200, baskets, predicts, 5, noise);
        }
        case "large" -> {
          int[][] baskets = baskets(random, 4, 60, 150, 220);
          baskets[0] = random.ints(0, 220).distinct().limit(131).toArray();
          boolean[][] predicts = predicts(random, baskets, 0.8);
          int[] noise = random.ints(0, 220).distinct().limit(140).toArray();
          yield new Shape(220, baskets, predicts, 4, new int[][] {noise});
        }
        default -> throw new IllegalArgumentException(name);
      };
    }

    private static int[][] baskets(Random random, int size, int least, int most, int products) {
      int[][] baskets = new int[size][];
      for (int b = 0; b < size; b++) {
        baskets[b] =
            random.ints(0, products).distinct().limit(random.nextInt(least, most + 1)).toArray();
      }
      return baskets;
    }

    private static boolean[][] predicts(Random random, int[][] baskets, double share) {
      boolean[][] predicts = new boolean[baskets.length][];
      for (int b = 0; b < baskets.length; b++) {
        predicts[b] = new boolean[baskets[b].length];
        for (int i = 0; i < predicts[b].length; i++) {
          predicts[b][i] = random.nextDouble() < share;
        }
      }
      return predicts;
    }

    int mostNoise() {
      return Arrays.stream(noise).mapToInt(drawn -> drawn.length).max().orElse(0);
    }
  }

  /// A batch on weights that all are about 1 over the root of the dimension, so that scores are of
  /// a size that trained vectors have.
  private abstract static class Example {
    /// So large that nothing of a step is lost when it is added to a weight.
    private static final float RATE = 1000f;

    private static final double DIFFERENCE = 1e-4;

    /// Most numbers of each kind that are compared.
    private static final int COMPARED = 40;

    final Shape shape;
    final TrainingConfig config;
    final TrainingState state;
    final Batch batch;
    final LossSum losses = new LossSum();

    /// The weights in double precision: rows of the dimension, and biases.
    final double[] inputs;

    final double[] outputs;
    final double[] biases;

    Example(Objective objective, int dim, int window, int agreement, double decay, Shape shape) {
      this.shape = shape;
      int m = shape.mostNoise();
      config =
          new TrainingConfig(
              objective,
              dim,
              1,
              0.1,
              5,
              m,
              shape.basketsPerGroup,
              0.75,
              window,
              0,
              0.2,
              agreement,
              decay,
              List.of(),
              128,
              0,
              64,
              0,
              1,
              1L,
              0,
              QuantityWeight.NONE);
      Random random = new Random(dim);
      state = TrainingState.zeros(shape.products, dim);
      fill(random, state.input());
      fill(random, state.output());
      for (int product = 0; product < shape.products; product++) {
        state.bias()[product] = (float) random.nextGaussian();
      }
      inputs = doubles(state.input().dense());
      outputs = doubles(state.output().dense());
      biases = doubles(state.bias());
      batch = new Batch(shape.products);
      for (int basket = 0; basket < shape.baskets.length; basket++) {
        int now = basket;
        int[] products = shape.baskets[basket];
        int group = basket / shape.basketsPerGroup;
        batch.add(group, products, 0, products.length, i -> predicts(now, i));
      }
      batch.complete(
          shape.basketsPerGroup,
          m,
          (group, products, logWeights, from, _) -> {
            int[] drawn = drawn((int) group);
            for (int i = 0; i < drawn.length; i++) {
              products[from + i] = drawn[i];
              logWeights[from + i] = logWeight((int) group, i);
            }
            return drawn.length;
          });
    }

    private static void fill(Random random, Matrix rows) {
      for (int row = 0; row < rows.rows(); row++) {
        for (int k = 0; k < rows.dim(); k++) {
          double value = random.nextGaussian() * 1.3 / Math.sqrt(Math.sqrt(rows.dim()));
          rows.values()[row * rows.stride() + k] = (float) value;
        }
      }
    }

    private static double[] doubles(float[] values) {
      double[] doubles = new double[values.length];
      for (int at = 0; at < values.length; at++) {
        doubles[at] = values[at];
      }
      return doubles;
    }

    /// Whether the product at a place of a basket predicts the others.
    abstract boolean predicts(int basket, int place);

    /// The noise products of a group.
    abstract int[] drawn(int group);

    /// Any weights: they need not be those of a distribution.
    static float logWeight(int group, int place) {
      return place % 3 == 0 ? 0f : 0.3f * place % 2 + 0.1f * group;
    }

    /// The loss in double precision.
    abstract double loss();

    /// What weight decay adds to the loss.
    private double penalty() {
      double squares = 0;
      for (int b = 0; b < shape.baskets.length; b++) {
        for (int i = 0; i < shape.baskets[b].length; i++) {
          int product = shape.baskets[b][i];
          squares += predicts(b, i) ? dot(inputs, product, inputs, product) : 0;
          squares += dot(outputs, product, outputs, product);
        }
      }
      return config.weightDecay() / 2 * squares;
    }

    /// Compares loss and gradients.
    void check() {
      TrainingState after = state.copy();
      Noise noise = new Noise(new long[] {1}, 1, 1);
      try (Crew crew = new Crew(2)) {
        Learner.of(after, noise, config, Optional.empty(), Kernel.best())
            .learn(batch, RATE, crew, losses);
      }
      double loss = losses.mean() * losses.predictions();
      assertThat(loss).isCloseTo(loss(), within(2e-6 * Math.abs(loss())));
      compare("input", inputs, gradient(after.input(), state.input(), after.inputSquares()));
      compare("output", outputs, gradient(after.output(), state.output(), after.outputSquares()));
      double[] up = new double[biases.length];
      for (int product = 0; product < up.length; product++) {
        double change = (double) after.bias()[product] - state.bias()[product];
        up[product] = change * Math.sqrt(after.biasSquares()[product]) / RATE;
      }
      if (config.objective() == Objective.COMPLETION) {
        compare("bias", biases, up);
      } else {
        assertThat(up).containsOnly(0);
      }
    }

    private static double[] gradient(Matrix after, Matrix before, float[] squares) {
      double[] up = new double[after.rows() * after.dim()];
      for (int at = 0; at < up.length; at++) {
        int row = at / after.dim();
        int place = row * after.stride() + at % after.dim();
        double change = (double) after.values()[place] - before.values()[place];
        up[at] = change * Math.sqrt(squares[row]) / RATE;
      }
      return up;
    }

    private void compare(String what, double[] weights, double[] up) {
      double largest = Arrays.stream(up).map(Math::abs).max().orElse(0);
      assertThat(largest).as(what).isGreaterThan(0.1);
      IntStream all = IntStream.range(0, weights.length);
      IntStream some = new Random(1).ints(COMPARED, 0, weights.length);
      for (int at : (weights.length <= 2 * COMPARED ? all : some).toArray()) {
        double before = weights[at];
        weights[at] = before + DIFFERENCE;
        double high = loss() + penalty();
        weights[at] = before - DIFFERENCE;
        double low = loss() + penalty();
        weights[at] = before;
        assertThat(up[at])
            .as("%s %d", what, at)
            .isCloseTo((low - high) / (2 * DIFFERENCE), within(1e-5 * largest));
      }
    }

    double dot(double[] rows, int row, double[] others, int other) {
      int dim = config.dim();
      double sum = 0;
      for (int k = 0; k < dim; k++) {
        sum += rows[row * dim + k] * others[other * dim + k];
      }
      return sum;
    }
  }

  private static final class SkipGram extends Example {
    SkipGram(int dim, int window, Shape shape) {
      super(Objective.SKIP_GRAM, dim, window, 1, 0, shape);
    }

    @Override
    boolean predicts(int basket, int place) {
      return true;
    }

    /// Some of them come twice, as they are drawn one independent of the other.
    @Override
    int[] drawn(int group) {
      int[] drawn = shape.noise[group].clone();
      for (int i = 3; i < drawn.length; i += 5) {
        drawn[i] = drawn[i - 3];
      }
      return drawn;
    }

    @Override
    double loss() {
      double loss = 0;
      for (int b = 0; b < shape.baskets.length; b++) {
        int[] basket = shape.baskets[b];
        int window = config.window() == 0 ? basket.length : config.window();
        int[] drawn = drawn(b / shape.basketsPerGroup);
        for (int i = 0; i < basket.length; i++) {
          int contexts = Math.min(i, window) + Math.min(basket.length - 1 - i, window);
          for (int j = 0; j < basket.length; j++) {
            if (i != j && Math.abs(i - j) <= window) {
              loss += log1pExp(-dot(inputs, basket[i], outputs, basket[j])) / contexts;
            }
          }
          for (int product : drawn) {
            if (product != basket[i]) {
              double weight = (double) config.negatives() / config.noiseProducts();
              loss += weight * log1pExp(dot(inputs, basket[i], outputs, product));
            }
          }
        }
      }
      return loss;
    }

    private static double log1pExp(double x) {
      return Math.log1p(Math.exp(x));
    }
  }

  private static final class Completion extends Example {
    /// The products of each basket.
    private final BitSet[] has;

    Completion(int dim, int agreement, double decay, Shape shape) {
      super(Objective.COMPLETION, dim, 0, agreement, decay, shape);
      has = new BitSet[shape.baskets.length];
      for (int b = 0; b < has.length; b++) {
        has[b] = new BitSet();
        Arrays.stream(shape.baskets[b]).forEach(has[b]::set);
      }
    }

    @Override
    boolean predicts(int basket, int place) {
      return shape.predicts[basket][place];
    }

    @Override
    int[] drawn(int group) {
      return shape.noise[group];
    }

    @Override
    double loss() {
      double loss = 0;
      for (int b = 0; b < shape.baskets.length; b++) {
        int[] basket = shape.baskets[b];
        int group = b / shape.basketsPerGroup;
        int[] drawn = drawn(group);
        double[][] ofBasket = said(b, basket);
        double[][] ofNoise = said(b, drawn);
        for (int j = 0; j < basket.length; j++) {
          double own = power(ofBasket, j, j);
          double all = own;
          for (int q = 0; q < drawn.length; q++) {
            if (!has[b].get(drawn[q])) {
              all += power(ofNoise, j, q) * Math.exp(logWeight(group, q));
            }
          }
          loss += own == 0 ? 0 : Math.log(all) - Math.log(own);
        }
      }
      return loss;
    }

    /// What each product of a basket says for each of some products.
    private double[][] said(int b, int[] products) {
      int[] basket = shape.baskets[b];
      double[][] said = new double[basket.length][products.length];
      for (int i = 0; i < basket.length; i++) {
        for (int q = 0; q < products.length && predicts(b, i); q++) {
          said[i][q] = Math.exp(score(basket[i], products[q]));
        }
      }
      return said;
    }

    /// What all but one say for a product, to the power of the agreement.
    private double power(double[][] said, int without, int product) {
      double sum = 0;
      for (int i = 0; i < said.length; i++) {
        sum += i == without ? 0 : said[i][product];
      }
      return Math.pow(sum, config.agreement());
    }

    private double score(int product, int other) {
      return dot(inputs, product, outputs, other) + biases[other];
    }
  }
}
