package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;

/// The gradients of a batch, all computed on the same weights before they are applied, and what is
/// kept between the steps of computing them. They point uphill: a step adds them. Positions and
/// rows are as in the batch. Arrays grow with the largest batch and may be longer than needed.
final class Gradients {
  /// Gradient rows of [Batch#inputs] and [Batch#outputs].
  float[] inputs = new float[0];

  float[] outputs = new float[0];

  /// As [#outputs], one number each: gradients of the biases.
  float[] biases = new float[0];

  /// For each chunk of noise products their output vectors as panels with [Kernel#BLOCK] rows.
  float[] noisePanels = new float[0];

  /// For each block of contexts their input vectors row by row, and as panels with [Kernel#BLOCK]
  /// rows.
  float[] contextRows = new float[0];

  float[] contextPanels = new float[0];

  /// The tiles: see [#tile].
  float[] noiseScores = new float[0];

  /// What a [PairLoss] keeps from one of its steps to the next. It has a number for each tile of a
  /// group and each position, or each row: see [#sum].
  float[] sums = new float[0];

  /// The same for each basket and each noise product of its group: see [#total].
  float[] totals = new float[0];

  /// The same for each position in [Batch#products].
  float[] rates = new float[0];

  private final int stride;
  private final int chunksPerGroup;
  private int sumsStep;

  /// Loss and number of predicted products, per part.
  private double[] losses = new double[0];

  private int[] predictions = new int[0];

  /// @param draws most noise products of a group
  /// @param stride floats from one row of a vector to the next
  Gradients(int draws, int stride) {
    this.stride = stride;
    chunksPerGroup = Math.ceilDiv(draws, Kernel.BLOCK);
  }

  /// Makes room for the gradients of a batch.
  void prepare(Batch batch) {
    int rows = batch.blocks() * Kernel.BLOCK;
    if (losses.length < batch.parts()) {
      losses = new double[2 * batch.parts()];
      predictions = new int[losses.length];
    }
    int noiseSize = batch.noiseSize();
    int chunks = chunks(batch);
    noisePanels = room(noisePanels, chunks * Kernel.BLOCK * stride);
    contextRows = room(contextRows, rows * stride);
    contextPanels = room(contextPanels, rows * stride);
    noiseScores = room(noiseScores, rows * chunksPerGroup * Kernel.BLOCK);
    sumsStep = Math.max(rows, batch.size());
    sums = room(sums, sumsStep * chunksPerGroup);
    totals = room(totals, batch.baskets() * chunksPerGroup * Kernel.BLOCK);
    rates = room(rates, batch.size());
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

  /// Chunks of noise products of a group; the last ones may be empty.
  int chunksPerGroup() {
    return chunksPerGroup;
  }

  /// Chunks of noise products of a batch.
  int chunks(Batch batch) {
    return batch.groups() * chunksPerGroup;
  }

  /// Where the scores of a chunk stand in [#noiseScores].
  NoiseTile tile(Batch batch, int chunk) {
    int group = chunk / chunksPerGroup;
    int number = chunk % chunksPerGroup;
    int end = batch.noiseStart(group + 1);
    int slot = Math.min(batch.noiseStart(group) + number * Kernel.BLOCK, end);
    int block = batch.blockStart(group);
    int blocks = batch.blockStart(group + 1) - block;
    int rows = blocks == 0 ? 0 : (blocks - 1) * Kernel.BLOCK + batch.blockSize(block + blocks - 1);
    int start = (block * chunksPerGroup + number * blocks) * Kernel.BLOCK * Kernel.BLOCK;
    return new NoiseTile(
        group, number, slot, Math.min(Kernel.BLOCK, end - slot), block * Kernel.BLOCK, rows, start);
  }

  /// Where the number of a tile for a position or row stands in [#sums].
  ///
  /// @param tile number of the tile within its group
  int sum(int tile, int at) {
    return tile * sumsStep + at;
  }

  /// Where the numbers of a basket for a tile stand in [#totals].
  ///
  /// @param tile number of the tile within its group
  int total(int tile, int basket) {
    return (basket * chunksPerGroup + tile) * Kernel.BLOCK;
  }

  /// Floats from one row of a vector to the next.
  int stride() {
    return stride;
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
