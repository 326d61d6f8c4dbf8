package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;

/// The output rows of a group's noise products, read once for all parts of the group that a thread
/// works on. One thread uses one object.
final class NoiseRows {
  private final Matrix output;
  private final int m;

  /// The rows, one after the other; and as columns, one row per number of a vector.
  final float[] rows;

  final float[] columns;

  /// Floats from one row of [#columns] to the next.
  final int width;

  private long batchNumber = -1;
  private int group;

  /// @param m noise products of a group
  NoiseRows(Matrix output, int m) {
    this.output = output;
    this.m = m;
    this.width = Matrix.stride(m);
    this.rows = new float[m * output.stride()];
    this.columns = new float[width * output.dim()];
  }

  /// Reads a group's rows.
  ///
  /// @param newBatchNumber identifies the batch
  /// @return false if they are loaded already
  boolean load(Batch batch, long newBatchNumber, int newGroup) {
    if (newBatchNumber == batchNumber && newGroup == group) {
      return false;
    }
    batchNumber = newBatchNumber;
    group = newGroup;
    int stride = output.stride();
    Kernel.gather(output, batch.noise(), batch.noiseStart(group), m, rows, 0);
    Kernel.transpose(rows, 0, m, stride, output.dim(), columns, 0, width);
    return true;
  }
}
