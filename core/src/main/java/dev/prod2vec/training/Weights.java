package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.random.CounterRandom;

/// What training changes: two vectors and a bias per product, and the accumulator of each for
/// row-wise AdaGrad (Duchi et al. 2011, one accumulator per row): a step adds the gradient's mean
/// square to the accumulator, then the rate over its root times the gradient to the row.
///
/// @param input one row per product
/// @param output one row per product
/// @param bias one per product
/// @param inputSquares one per input row
/// @param outputSquares one per output row
/// @param biasSquares one per bias
record Weights(
    Matrix input,
    Matrix output,
    float[] bias,
    float[] inputSquares,
    float[] outputSquares,
    float[] biasSquares) {

  /// Zeros.
  static Weights zeros(int size, int dim) {
    return new Weights(
        Matrix.zeros(size, dim),
        Matrix.zeros(size, dim),
        new float[size],
        new float[size],
        new float[size],
        new float[size]);
  }

  /// Input vectors start as small random numbers, as word2vec's do; all else as zeros.
  static Weights start(int size, int dim, long seed) {
    Weights weights = zeros(size, dim);
    long key = CounterRandom.key(seed, Streams.START);
    Matrix input = weights.input;
    for (int product = 0; product < size; product++) {
      for (int k = 0; k < dim; k++) {
        float unit = CounterRandom.unit(CounterRandom.bits(key, (long) product * dim + k));
        input.values()[product * input.stride() + k] = (unit - 0.5f) / dim;
      }
    }
    return weights;
  }

  /// A copy that shares nothing.
  Weights copy() {
    return new Weights(
        input.copy(),
        output.copy(),
        bias.clone(),
        inputSquares.clone(),
        outputSquares.clone(),
        biasSquares.clone());
  }

  /// Applies the gradients of those products that belong to one of `shares` shares, in the order of
  /// the baskets, then of the noise.
  void apply(Kernel kernel, Batch batch, int noise, float rate, int share, int shares) {
    apply(
        kernel,
        input,
        inputSquares,
        batch.contexts,
        batch.contexts(),
        batch.inputs,
        batch.inputSquares,
        rate,
        share,
        shares);
    apply(
        kernel,
        output,
        outputSquares,
        batch.products,
        batch.size(),
        batch.outputs,
        batch.outputSquares,
        rate,
        share,
        shares);
    apply(
        kernel,
        output,
        outputSquares,
        batch.noise,
        noise,
        batch.noiseOutputs,
        batch.noiseSquares,
        rate,
        share,
        shares);
  }

  /// As [#apply] for the biases.
  void applyBiases(Batch batch, int noise, float rate, int share, int shares) {
    applyBiases(batch.products, batch.size(), batch.biases, rate, share, shares);
    applyBiases(batch.noise, noise, batch.noiseBiases, rate, share, shares);
  }

  /// One step of an input row.
  ///
  /// @param square the gradient's sum of squares
  void stepInput(Kernel kernel, int product, float[] gradient, float square, float rate) {
    float step = step(inputSquares, product, square / input.dim(), rate);
    int stride = input.stride();
    kernel.add(step, gradient, 0, input.values(), product * stride, stride);
  }

  /// One step of an output row whose gradient is `factor` times a row.
  ///
  /// @param square that row's sum of squares
  void stepOutput(
      Kernel kernel, int product, float[] row, int start, float factor, float square, float rate) {
    float step = step(outputSquares, product, factor * factor * square / output.dim(), rate);
    int stride = output.stride();
    kernel.add(step * factor, row, start, output.values(), product * stride, stride);
  }

  private static void apply(
      Kernel kernel,
      Matrix rows,
      float[] accumulators,
      int[] products,
      int size,
      float[] gradients,
      float[] squares,
      float rate,
      int share,
      int shares) {
    int stride = rows.stride();
    for (int i = 0; i < size; i++) {
      int product = products[i];
      if (product % shares == share) {
        float step = step(accumulators, product, squares[i] / rows.dim(), rate);
        kernel.add(step, gradients, i * stride, rows.values(), product * stride, stride);
      }
    }
  }

  private void applyBiases(
      int[] products, int size, float[] gradients, float rate, int share, int shares) {
    for (int i = 0; i < size; i++) {
      int product = products[i];
      if (product % shares == share) {
        float step = step(biasSquares, product, gradients[i] * gradients[i], rate);
        bias[product] = Math.fma(step, gradients[i], bias[product]);
      }
    }
  }

  private static float step(float[] accumulators, int at, float square, float rate) {
    accumulators[at] += square;
    // Where every gradient so far was zero there is nothing to divide by and nothing to add.
    return accumulators[at] > 0 ? rate / (float) Math.sqrt(accumulators[at]) : 0f;
  }
}
