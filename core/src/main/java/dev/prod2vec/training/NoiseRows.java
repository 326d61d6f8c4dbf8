package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// The noise products of a batch: reads their output vectors before the products that they are
/// scored against, and computes their gradients after all baskets. With X the input vectors of a
/// block, each times minus its weight, dZ is the sum of F X over the blocks of the group, and the
/// gradients of the biases are the sums of F's rows, weighted likewise. Threads share the work by
/// chunks. Stateless.
final class NoiseRows {
  /// Most noise products of a chunk.
  private static final int CHUNK = 64;

  private final Kernel kernel;
  private final Matrix output;
  private final int chunksPerGroup;

  /// @param draws most noise products of a group
  NoiseRows(Kernel kernel, Matrix output, int draws) {
    this.kernel = kernel;
    this.output = output;
    this.chunksPerGroup = (draws + CHUNK - 1) / CHUNK;
  }

  /// Number of chunks of a batch. Some may be empty.
  int chunks(Batch batch) {
    return batch.groups() * chunksPerGroup;
  }

  private int from(Batch batch, int chunk) {
    int group = chunk / chunksPerGroup;
    int from = batch.noiseStart(group) + chunk % chunksPerGroup * CHUNK;
    return Math.min(from, batch.noiseStart(group + 1));
  }

  private int to(Batch batch, int chunk) {
    return Math.min(from(batch, chunk) + CHUNK, batch.noiseStart(chunk / chunksPerGroup + 1));
  }

  /// Reads the vectors of a chunk.
  void load(Batch batch, Gradients gradients, PairLoss loss, int chunk) {
    int from = from(batch, chunk);
    int count = to(batch, chunk) - from;
    int group = chunk / chunksPerGroup;
    int first = batch.noiseStart(group);
    int stride = output.stride();
    Kernel.gather(output, batch.noise(), from, count, gradients.noise, from * stride);
    int panels = first * stride + (from - first) * kernel.panel();
    int rows = batch.noiseStart(group + 1) - first;
    kernel.pack(gradients.noise, from * stride, count, stride, gradients.noisePanels, panels, rows);
    for (int slot = from; slot < from + count; slot++) {
      gradients.offsets[slot] = loss.offset(batch, slot);
    }
  }

  /// Overwrites the gradients of a chunk.
  void gradient(Batch batch, Gradients gradients, int chunk, boolean learnsBias) {
    int from = from(batch, chunk);
    int count = to(batch, chunk) - from;
    int group = chunk / chunksPerGroup;
    int place = from - batch.noiseStart(group);
    int stride = output.stride();
    int width = kernel.panel();
    int out = (batch.size() + from) * stride;
    Arrays.fill(gradients.outputs, out, out + count * stride, 0f);
    for (int column = 0; column < stride; column += width) {
      for (int block = batch.blockStart(group); block < batch.blockStart(group + 1); block++) {
        kernel.product(
            gradients.noiseScores,
            gradients.blockScores(block) + place * Kernel.BLOCK,
            Kernel.BLOCK,
            count,
            batch.blockSize(block),
            gradients.blockPanels,
            (block * stride + column) * Kernel.BLOCK,
            gradients.outputs,
            out + column,
            stride);
      }
    }
    if (learnsBias) {
      biases(batch, gradients, group, from, place, count);
    }
  }

  private void biases(Batch batch, Gradients gradients, int group, int from, int place, int count) {
    int bias = batch.size() + from;
    Arrays.fill(gradients.biases, bias, bias + count, 0f);
    for (int block = batch.blockStart(group); block < batch.blockStart(group + 1); block++) {
      int columns = Gradients.columns(batch, block);
      int scores = gradients.blockScores(block) + place * Kernel.BLOCK;
      for (int m = 0; m < count; m++) {
        gradients.biases[bias + m] -=
            kernel.dot(
                gradients.noiseScores,
                scores + m * Kernel.BLOCK,
                gradients.weights,
                block * Kernel.BLOCK,
                columns);
      }
    }
  }
}
