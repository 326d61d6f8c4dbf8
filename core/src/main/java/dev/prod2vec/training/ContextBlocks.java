package dev.prod2vec.training;

import static dev.prod2vec.linalg.Kernel.BLOCK;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// The products that predict, block by block: reads their input vectors before they are scored
/// against noise, and computes the noise's part of their gradients after all baskets. With Z the
/// output vectors of the noise of the group and H the gradients of the scores, dX = H Z. Stateless;
/// safe to share between threads.
final class ContextBlocks {
  private final Kernel kernel;
  private final Matrix input;

  ContextBlocks(Kernel kernel, Matrix input) {
    this.kernel = kernel;
    this.input = input;
  }

  /// Reads the vectors of a block.
  void load(Batch batch, Gradients gradients, int block) {
    int stride = input.stride();
    int row = block * BLOCK;
    int size = batch.blockSize(block);
    int at = row * stride;
    Kernel.gather(input, batch.blockProducts(), row, size, gradients.contextRows, at);
    kernel.pack(gradients.contextRows, at, size, stride, gradients.contextPanels, at, BLOCK);
  }

  /// Overwrites the gradients of a block.
  void gradient(Batch batch, Gradients gradients, int block) {
    int stride = input.stride();
    int width = kernel.panel();
    int size = batch.blockSize(block);
    int row = block * BLOCK;
    int out = (batch.contextSize() + row) * stride;
    Arrays.fill(gradients.inputs, out, out + size * stride, 0f);
    int chunks = gradients.chunksPerGroup();
    int first = batch.blockGroup(block) * chunks;
    for (int chunk = first; chunk < first + chunks; chunk++) {
      NoiseTile tile = gradients.tile(batch, chunk);
      for (int column = 0; column < stride && tile.count() > 0; column += width) {
        kernel.product(
            gradients.noiseScores,
            tile.start(row),
            BLOCK,
            size,
            tile.count(),
            gradients.noisePanels,
            (chunk * stride + column) * BLOCK,
            gradients.inputs,
            out + column,
            stride);
      }
    }
  }
}
