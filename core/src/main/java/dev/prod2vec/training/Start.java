package dev.prod2vec.training;

import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.random.CounterRandom;
import java.util.Optional;

/// Where a training starts.
sealed interface Start {
  /// The rows of every `step`-th product that a training starts with, beginning with product
  /// `first`; the caller may change them.
  ///
  /// @param counts purchases of each product
  /// @throws IllegalArgumentException if the start does not fit the training
  TrainingState stripe(int first, int step, long[] counts, TrainingConfig config);

  /// The rows of all products.
  ///
  /// @param counts purchases of each product
  /// @throws IllegalArgumentException if the start does not fit the training
  default TrainingState state(long[] counts, TrainingConfig config) {
    return stripe(0, 1, counts, config);
  }

  /// From an earlier training, or from nothing.
  static Start of(Optional<EarlierTraining> earlier) {
    return earlier.map(EarlierTraining::start).orElseGet(Random::new);
  }

  /// Input vectors start as small random numbers, as word2vec's do, output vectors and accumulators
  /// as zeros, biases as the objective says. A product's numbers depend on the seed and its index
  /// alone.
  record Random() implements Start {
    @Override
    public TrainingState stripe(int first, int step, long[] counts, TrainingConfig config) {
      int dim = config.dim();
      int size = (counts.length - first + step - 1) / step;
      TrainingState state = TrainingState.zeros(size, dim);
      long key = CounterRandom.key(config.seed(), Streams.START);
      Matrix input = state.input();
      float[] bias = config.objective().strategy().startBias(counts, config);
      for (int row = 0; row < size; row++) {
        int product = first + row * step;
        for (int k = 0; k < dim; k++) {
          float unit = CounterRandom.unit(CounterRandom.bits(key, (long) product * dim + k));
          input.values()[row * input.stride() + k] = (unit - 0.5f) / dim;
        }
        state.bias()[row] = bias[product];
      }
      return state;
    }
  }

  /// Products of an earlier training start with the vectors and accumulators that it left, and with
  /// biases as far from those of [Random] as it moved them; new products start as [Random] has
  /// them.
  ///
  /// @param earlier with the offsets of the biases in their place; not changed
  /// @param rowOf for each product its row in the earlier state, or -1 if it is new
  record From(TrainingState earlier, int[] rowOf) implements Start {
    @Override
    public TrainingState stripe(int first, int step, long[] counts, TrainingConfig config) {
      require(counts, config);
      TrainingState state = new Random().stripe(first, step, counts, config);
      int stride = state.input().stride();
      for (int own = 0; own < state.size(); own++) {
        int row = rowOf[first + own * step];
        if (row >= 0) {
          copy(earlier.input(), row, state.input(), own, stride);
          copy(earlier.output(), row, state.output(), own, stride);
          state.bias()[own] += earlier.bias()[row];
          state.inputSquares()[own] = earlier.inputSquares()[row];
          state.outputSquares()[own] = earlier.outputSquares()[row];
          state.biasSquares()[own] = earlier.biasSquares()[row];
        }
      }
      return state;
    }

    private void require(long[] counts, TrainingConfig config) {
      if (earlier.dim() != config.dim()) {
        throw new IllegalArgumentException(
            "the earlier training has vectors of %s numbers, this one of %s"
                .formatted(earlier.dim(), config.dim()));
      }
      if (rowOf.length != counts.length) {
        throw new IllegalArgumentException(
            "%s products need as many rows, but %s are given"
                .formatted(counts.length, rowOf.length));
      }
      for (int product = 0; product < rowOf.length; product++) {
        if (rowOf[product] < -1 || rowOf[product] >= earlier.size()) {
          throw new IllegalArgumentException(
              "product %s is to start from row %s, but the earlier training has %s rows"
                  .formatted(product, rowOf[product], earlier.size()));
        }
      }
    }

    private static void copy(Matrix from, int fromRow, Matrix to, int toRow, int stride) {
      System.arraycopy(from.values(), fromRow * stride, to.values(), toRow * stride, stride);
    }
  }
}
