package dev.prod2vec.training;

import static dev.prod2vec.linalg.Kernel.BLOCK;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import java.util.Arrays;

/// The noise products of a batch, in chunks of up to [Kernel#BLOCK] of a group. With X the input
/// vectors of the group's distinct contexts and Z the output vectors of a chunk, R = X Z^T is a
/// [NoiseTile], of which a [PairLoss] makes first F and then H, the gradient of R. Then
///
///     dZ = H^T X
///
/// Threads share the work by chunks. Stateless, except for room: one thread uses one object.
final class NoiseChunks {
  private final Kernel kernel;
  private final Matrix output;
  private final PairLoss loss;
  private final float[] rows;
  private final float[] columns;
  private final float[] sums = new float[BLOCK];
  private final float[] offsets = new float[BLOCK];

  NoiseChunks(Kernel kernel, Matrix output, PairLoss loss) {
    this.kernel = kernel;
    this.output = output;
    this.loss = loss;
    rows = new float[BLOCK * output.stride()];
    columns = new float[BLOCK * output.dim()];
  }

  /// Computes F of a chunk; reads its vectors before.
  void score(Batch batch, Gradients gradients, int chunk) {
    NoiseTile tile = gradients.tile(batch, chunk);
    if (tile.count() == 0) {
      return;
    }
    int stride = output.stride();
    int dim = output.dim();
    Kernel.gather(output, batch.noise(), tile.slot(), tile.count(), rows, 0);
    kernel.pack(
        rows, 0, tile.count(), stride, gradients.noisePanels, chunk * BLOCK * stride, BLOCK);
    kernel.packTransposed(rows, 0, tile.count(), stride, dim, columns, 0);
    Arrays.fill(offsets, Float.NEGATIVE_INFINITY);
    for (int m = 0; m < tile.count(); m++) {
      offsets[m] = loss.offset(batch, tile.slot() + m);
    }
    for (int row = 0; row < tile.rows(); row++) {
      System.arraycopy(offsets, 0, gradients.noiseScores, tile.start() + row * BLOCK, BLOCK);
    }
    kernel.productWithColumns(
        gradients.contextRows,
        tile.row() * stride,
        stride,
        tile.rows(),
        dim,
        columns,
        0,
        tile.columns(),
        gradients.noiseScores,
        tile.start(),
        BLOCK);
    loss.noise(batch, gradients, tile);
  }

  /// Computes H of a chunk and overwrites the gradients of its products.
  void gradient(Batch batch, Gradients gradients, int chunk, boolean learnsBias) {
    NoiseTile tile = gradients.tile(batch, chunk);
    if (tile.count() == 0) {
      return;
    }
    loss.noiseGradients(batch, gradients, tile);
    int stride = output.stride();
    int width = kernel.panel();
    int out = (batch.size() + tile.slot()) * stride;
    Arrays.fill(gradients.outputs, out, out + tile.count() * stride, 0f);
    for (int column = 0; column < stride; column += width) {
      for (int block = batch.blockStart(tile.group());
          block < batch.blockStart(tile.group() + 1);
          block++) {
        kernel.transposedProduct(
            gradients.noiseScores,
            tile.start(block * BLOCK),
            tile.count(),
            batch.blockSize(block),
            gradients.contextPanels,
            (block * stride + column) * BLOCK,
            gradients.outputs,
            out + column,
            stride);
      }
    }
    if (learnsBias) {
      Arrays.fill(sums, 0f);
      for (int row = 0; row < tile.rows(); row++) {
        int at = tile.start() + row * BLOCK;
        kernel.add(1f, gradients.noiseScores, at, sums, 0, tile.columns());
      }
      System.arraycopy(sums, 0, gradients.biases, batch.size() + tile.slot(), tile.count());
    }
  }
}
