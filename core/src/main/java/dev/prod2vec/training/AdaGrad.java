package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;

/// Steps of row-wise AdaGrad (Duchi et al. 2011, one accumulator per row): a step adds the
/// gradient's mean square to the row's accumulator, then adds the gradient, times the rate over the
/// accumulator's root, to the row. Threads may share it as long as each changes different products.
final class AdaGrad {
  private final TrainingState state;
  private final Kernel kernel;

  /// @param state changed by the steps
  AdaGrad(TrainingState state, Kernel kernel) {
    this.state = state;
    this.kernel = kernel;
  }

  /// Applies the gradients of the vectors whose products belong to share `share` of `shares`, in
  /// the order of the baskets, then of the noise.
  void apply(Batch batch, Gradients gradients, float rate, int share, int shares) {
    Matrix input = state.input();
    Matrix output = state.output();
    float[] inputSquares = state.inputSquares();
    float[] outputSquares = state.outputSquares();
    int contexts = batch.contextSize();
    apply(input, inputSquares, batch.contexts(), contexts, gradients.inputs, rate, share, shares);
    int products = batch.size();
    apply(
        output, outputSquares, batch.products(), products, gradients.outputs, rate, share, shares);
    int noise = batch.noiseSize();
    apply(output, outputSquares, batch.noise(), noise, gradients.noise, rate, share, shares);
  }

  /// The same as [#apply], for the biases.
  void applyBiases(Batch batch, Gradients gradients, float rate, int share, int shares) {
    applyBiases(batch.products(), batch.size(), gradients.biases, rate, share, shares);
    applyBiases(batch.noise(), batch.noiseSize(), gradients.noiseBiases, rate, share, shares);
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

  private void apply(
      Matrix rows,
      float[] accumulators,
      int[] products,
      int size,
      GradientRows gradients,
      float rate,
      int share,
      int shares) {
    int stride = rows.stride();
    float[] values = gradients.values;
    float[] squares = gradients.squares;
    for (int i = 0; i < size; i++) {
      int product = products[i];
      if (product % shares == share) {
        float step = step(accumulators, product, squares[i] / rows.dim(), rate);
        kernel.add(step, values, i * stride, rows.values(), product * stride, stride);
      }
    }
  }

  private void applyBiases(
      int[] products, int size, float[] gradients, float rate, int share, int shares) {
    float[] bias = state.bias();
    float[] accumulators = state.biasSquares();
    for (int i = 0; i < size; i++) {
      int product = products[i];
      if (product % shares == share) {
        float step = step(accumulators, product, gradients[i] * gradients[i], rate);
        bias[product] = Math.fma(step, gradients[i], bias[product]);
      }
    }
  }

  private static float step(float[] accumulators, int at, float square, float rate) {
    accumulators[at] += square;
    // The accumulator is zero where every gradient so far was zero: there is nothing to add.
    return accumulators[at] > 0 ? rate / (float) Math.sqrt(accumulators[at]) : 0f;
  }
}
