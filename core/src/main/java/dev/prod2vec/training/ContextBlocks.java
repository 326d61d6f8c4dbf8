package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// The products that predict, block by block. With X the input vectors of a block and Z the output
/// vectors of the noise of its group, R = Z X^T, of which a [PairLoss] makes F; the noise's part of
/// dX is F^T Z times minus a weight for each product, which is known after all baskets. One thread
/// uses one object.
final class ContextBlocks {
  /// Noise products whose F and Z stay in the first-level cache while they are multiplied.
  private static final int CHUNK = 128;

  private final Kernel kernel;
  private final Matrix input;
  private final PairLoss loss;

  /// The vectors of a block, as rows and as the columns of panels.
  private final float[] rows;

  private final float[] columns;

  ContextBlocks(Kernel kernel, Matrix input, PairLoss loss) {
    this.kernel = kernel;
    this.input = input;
    this.loss = loss;
    this.rows = new float[Kernel.BLOCK * input.stride()];
    this.columns = new float[Kernel.BLOCK * input.dim()];
  }

  /// Computes F and F^T Z.
  void score(Batch batch, Gradients gradients, int block) {
    int stride = input.stride();
    int dim = input.dim();
    int width = kernel.panel();
    int size = batch.blockSize(block);
    int row = block * Kernel.BLOCK;
    int group = batch.blockGroup(block);
    int first = batch.noiseStart(group);
    int noise = batch.noiseStart(group + 1) - first;
    int start = gradients.blockScores(block);
    float[] scores = gradients.noiseScores;
    Kernel.gather(input, batch.blockProducts(), row, size, rows, 0);
    kernel.pack(rows, 0, size, stride, gradients.blockPanels, row * stride, Kernel.BLOCK);
    kernel.packTransposed(rows, 0, size, stride, dim, columns, 0);
    int computed = Gradients.columns(batch, block);
    for (int m = 0; m < noise; m++) {
      int at = start + m * Kernel.BLOCK;
      Arrays.fill(scores, at, at + computed, gradients.offsets[first + m]);
    }
    kernel.productWithColumns(
        gradients.noise,
        first * stride,
        stride,
        noise,
        dim,
        columns,
        0,
        size,
        scores,
        start,
        Kernel.BLOCK);
    loss.noise(batch, gradients, block);
    int out = (batch.contextSize() + row) * stride;
    Arrays.fill(gradients.inputs, out, out + size * stride, 0f);
    for (int from = 0; from < noise; from += CHUNK) {
      int depth = Math.min(CHUNK, noise - from);
      for (int column = 0; column < stride; column += width) {
        kernel.transposedProduct(
            scores,
            start + from * Kernel.BLOCK,
            size,
            depth,
            gradients.noisePanels,
            first * stride + column * noise + from * width,
            gradients.inputs,
            out + column,
            stride);
      }
    }
  }

  /// Sums the weights of the products of all blocks over the baskets that have them.
  static void sumWeights(Batch batch, Gradients gradients) {
    Arrays.fill(gradients.weights, 0, batch.blocks() * Kernel.BLOCK, 0f);
    for (int i = 0; i < batch.contextSize(); i++) {
      gradients.weights[batch.contextRow(i)] += gradients.contextWeights[i];
    }
  }

  /// Multiplies the vectors of a block by minus the weights.
  void weigh(Batch batch, Gradients gradients, int block) {
    int stride = input.stride();
    int width = kernel.panel();
    int row = block * Kernel.BLOCK;
    for (int i = 0; i < batch.blockSize(block); i++) {
      float factor = -gradients.weights[row + i];
      for (int column = 0; column < stride; column += width) {
        int at = row * stride + column * Kernel.BLOCK + i * width;
        Kernel.scale(gradients.blockPanels, at, at + width, factor);
      }
    }
  }
}
