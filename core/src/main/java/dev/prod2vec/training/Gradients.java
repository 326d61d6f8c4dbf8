package dev.prod2vec.training;

import dev.prod2vec.linalg.Matrix;

/// The gradients of a batch, all computed on the same weights before they are applied. They point
/// uphill: a step adds them. Positions are as in the batch. [PartGradient] and its [PairLoss] write
/// the gradients of a part's products and of its scores against noise; from these [NoiseGradient]
/// computes the gradients of the noise products. Arrays grow with the largest batch and may be
/// longer than needed.
final class Gradients {
  private final int stride;
  private final int noiseWidth;

  /// How many batches it was prepared for; this identifies the current one.
  private long number;

  /// Gradients of the input vectors of [Batch#contexts], the output vectors of [Batch#products] and
  /// the output vectors of [Batch#noise].
  final GradientRows inputs;

  final GradientRows outputs;
  final GradientRows noise;

  /// Gradients of the biases of [Batch#products] and [Batch#noise].
  float[] biases = new float[0];

  float[] noiseBiases = new float[0];

  /// The input vector of each of [Batch#contexts], and a row of [#noiseWidth] for each: first its
  /// scores against the noise products of its group, then the gradients of these scores.
  float[] x = new float[0];

  float[] noiseScores = new float[0];

  /// Loss and number of predicted products, per part.
  private double[] losses = new double[0];

  private int[] predictions = new int[0];

  /// @param m noise products of a group
  /// @param stride floats from one row to the next
  Gradients(int m, int stride) {
    this.stride = stride;
    this.noiseWidth = Matrix.stride(m);
    inputs = new GradientRows(stride);
    outputs = new GradientRows(stride);
    noise = new GradientRows(stride);
  }

  /// Makes room for the gradients of a batch.
  void prepare(Batch batch) {
    number++;
    if (losses.length < batch.parts()) {
      losses = new double[2 * batch.parts()];
      predictions = new int[losses.length];
    }
    if (noiseBiases.length < batch.noiseSize()) {
      noiseBiases = new float[batch.noiseSize()];
      noise.makeRoom(noiseBiases.length);
    }
    if (biases.length < batch.size()) {
      int room = batch.size() + batch.size() / 4;
      biases = new float[room];
      inputs.makeRoom(room);
      outputs.makeRoom(room);
      x = new float[room * stride];
      noiseScores = new float[room * noiseWidth];
    }
  }

  /// The number of the current batch.
  long number() {
    return number;
  }

  /// Floats from one row of [#noiseScores] to the next.
  int noiseWidth() {
    return noiseWidth;
  }

  /// Forgets the loss of a part.
  void clearLoss(int part) {
    losses[part] = 0;
    predictions[part] = 0;
  }

  /// Adds to the loss of a part and to its number of predicted products.
  void addLoss(int part, double loss, int predicted) {
    losses[part] += loss;
    predictions[part] += predicted;
  }

  /// Adds the losses of all parts, in their order.
  void addTo(LossSum sum, int parts) {
    for (int part = 0; part < parts; part++) {
      sum.add(losses[part], predictions[part]);
    }
  }
}
