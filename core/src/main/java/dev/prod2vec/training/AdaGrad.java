package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Optional;

/// Steps of row-wise AdaGrad (Duchi et al. 2011, one accumulator per row): a step adds the
/// gradient's mean square to the row's accumulator, then adds the gradient, times the rate over the
/// accumulator's root, to the row. Threads may share it as long as each changes different products.
final class AdaGrad {
  private final TrainingState state;
  private final Kernel kernel;
  private final float decay;
  private final Optional<Prior> prior;

  /// @param state changed by the steps
  /// @param decay share of a product's vectors that each of its purchases subtracts from their
  ///   gradients, which is the gradient of half of it times their squares (weight decay)
  /// @param prior what weight decay pulls towards; empty: zero
  AdaGrad(TrainingState state, Kernel kernel, double decay, Optional<Prior> prior) {
    this.state = state;
    this.kernel = kernel;
    this.prior = prior;
    this.decay = (float) decay;
  }

  /// Applies the gradients of the vectors of the products in share `share` of `shares`: one step
  /// for each product, along the sum of its gradient rows.
  void apply(Batch batch, Gradients gradients, float rate, int share, int shares) {
    float[] sum = new float[gradients.stride()];
    apply(
        batch.inputs(),
        state.input(),
        prior.map(Prior::input),
        state.inputSquares(),
        gradients.inputs,
        sum,
        rate,
        share,
        shares);
    apply(
        batch.outputs(),
        state.output(),
        prior.map(Prior::output),
        state.outputSquares(),
        gradients.outputs,
        sum,
        rate,
        share,
        shares);
  }

  /// The same as [#apply], for the biases.
  void applyBiases(Batch batch, Gradients gradients, float rate, int share, int shares) {
    Touched touched = batch.outputs();
    float[] bias = state.bias();
    for (int place = 0; place < touched.size(); place++) {
      int product = touched.product(place);
      if (product % shares == share) {
        float gradient = 0f;
        for (int at = touched.start(place); at < touched.start(place + 1); at++) {
          gradient += gradients.biases[touched.rows()[at]];
        }
        float step = step(state.biasSquares(), product, gradient * gradient, rate);
        bias[product] = Math.fma(step, gradient, bias[product]);
      }
    }
  }

  /// @param sum room for a row
  private void apply(
      Touched touched,
      Matrix rows,
      Optional<Matrix> goal,
      float[] accumulators,
      float[] gradients,
      float[] sum,
      float rate,
      int share,
      int shares) {
    int stride = rows.stride();
    for (int place = 0; place < touched.size(); place++) {
      int product = touched.product(place);
      if (product % shares == share) {
        int at = touched.start(place);
        System.arraycopy(gradients, touched.rows()[at] * stride, sum, 0, stride);
        for (at++; at < touched.start(place + 1); at++) {
          kernel.add(1f, gradients, touched.rows()[at] * stride, sum, 0, stride);
        }
        if (decay > 0) {
          float part = decay * touched.uses(place);
          kernel.add(-part, rows.values(), product * stride, sum, 0, stride);
          if (goal.isPresent()) {
            kernel.add(part, goal.get().values(), product * stride, sum, 0, stride);
          }
        }
        float square = kernel.dot(sum, 0, sum, 0, stride) / rows.dim();
        float step = step(accumulators, product, square, rate);
        kernel.add(step, sum, 0, rows.values(), product * stride, stride);
      }
    }
  }

  /// One step of an input row.
  ///
  /// @param square the gradient's sum of squares
  void stepInput(int product, float[] gradient, float square, float rate) {
    Matrix input = state.input();
    float step = step(state.inputSquares(), product, square / input.dim(), rate);
    int stride = input.stride();
    kernel.add(step, gradient, 0, input.values(), product * stride, stride);
  }

  /// One step of an output row whose gradient is `factor` times a row.
  ///
  /// @param square that row's sum of squares
  void stepOutput(int product, float[] row, int start, float factor, float square, float rate) {
    Matrix output = state.output();
    float mean = factor * factor * square / output.dim();
    float step = step(state.outputSquares(), product, mean, rate);
    int stride = output.stride();
    kernel.add(step * factor, row, start, output.values(), product * stride, stride);
  }

  private static float step(float[] accumulators, int at, float square, float rate) {
    accumulators[at] += square;
    // The accumulator is zero where every gradient so far was zero: there is nothing to add.
    return accumulators[at] > 0 ? rate / (float) Math.sqrt(accumulators[at]) : 0f;
  }
}
