package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;

/// The gradients of a batch, all computed on the same weights before they are applied, and what is
/// kept between the steps of computing them. They point uphill: a step adds them. Positions and
/// rows are as in the batch. Arrays grow with the largest batch and may be longer than needed.
final class Gradients {
  /// Gradient rows of [Batch#inputs] and [Batch#outputs].
  float[] inputs = new float[0];

  float[] outputs = new float[0];

  /// As [#outputs], one number each: gradients of the biases.
  float[] biases = new float[0];

  /// The output vectors of [Batch#noise], row by row; and those of each group as panels, with a
  /// panel row for each product.
  float[] noise = new float[0];

  float[] noisePanels = new float[0];

  /// What is added to the scores of each of [Batch#noise].
  float[] offsets = new float[0];

  /// For each block the input vectors of its products as panels with [Kernel#BLOCK] rows; in the
  /// end, times minus [#weights].
  float[] blockPanels = new float[0];

  /// For each block a row for each noise product of its group, which has a number for each product
  /// of the block: first scores, then what a [PairLoss] makes of them, which is F.
  float[] noiseScores = new float[0];

  /// One per row of the blocks: the sum over the noise that a [PairLoss] keeps for a product.
  float[] sums = new float[0];

  /// As [#sums]: the weight of a product. The gradient of its score against a noise product is
  /// minus the weight times F.
  float[] weights = new float[0];

  /// One per position in [Batch#contexts]: what it adds to the weight of its product.
  float[] contextWeights = new float[0];

  private final int draws;
  private final int stride;

  /// Loss and number of predicted products, per part.
  private double[] losses = new double[0];

  private int[] predictions = new int[0];

  /// @param draws most noise products of a group
  /// @param stride floats from one row of a vector to the next
  Gradients(int draws, int stride) {
    this.draws = draws;
    this.stride = stride;
  }

  /// Makes room for the gradients of a batch.
  void prepare(Batch batch) {
    int rows = batch.blocks() * Kernel.BLOCK;
    if (losses.length < batch.parts()) {
      losses = new double[2 * batch.parts()];
      predictions = new int[losses.length];
    }
    int noiseSize = batch.noiseSize();
    if (offsets.length < noiseSize) {
      offsets = new float[noiseSize];
      noise = new float[noiseSize * stride];
      noisePanels = new float[noiseSize * stride];
    }
    if (contextWeights.length < batch.contextSize()) {
      contextWeights = new float[roomy(batch.contextSize())];
    }
    if (weights.length < rows) {
      int room = roomy(batch.blocks()) * Kernel.BLOCK;
      weights = new float[room];
      sums = new float[room];
      blockPanels = new float[room * stride];
      noiseScores = new float[room * draws];
    }
    inputs = room(inputs, (batch.contextSize() + rows) * stride);
    outputs = room(outputs, (batch.size() + noiseSize) * stride);
    biases = room(biases, batch.size() + noiseSize);
  }

  private static int roomy(int size) {
    return size + size / 4 + 1;
  }

  /// The array, or a longer and empty one if it is too short.
  static float[] room(float[] array, int length) {
    return array.length < length ? new float[roomy(length)] : array;
  }

  /// Where block `block` begins in [#noiseScores].
  int blockScores(int block) {
    return block * draws * Kernel.BLOCK;
  }

  /// Floats from one row of a vector to the next.
  int stride() {
    return stride;
  }

  /// Columns of a block that are computed: its size rounded up.
  static int columns(Batch batch, int block) {
    return Matrix.stride(batch.blockSize(block));
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
