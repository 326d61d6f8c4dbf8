package dev.prod2vec.training;

import java.util.Arrays;

/// Gradients of some baskets, computed on the same weights, before they are applied. A basket of n
/// products has rows for its n input vectors, then for its n and the M noise products' output
/// vectors.
final class Batch {
  /// Where each basket's rows begin, in rows.
  int[] rowStarts = new int[1];

  /// The products whose output vectors get a basket's rows behind the first n; from
  /// `outputStarts[i]` on.
  int[] outputs = new int[0];

  int[] outputStarts = new int[1];
  double[] losses = new double[0];
  float[] gradients = new float[0];

  /// Makes room.
  ///
  /// @param lengths products of each basket
  void reset(int[] lengths, int size, int noise, int stride) {
    if (rowStarts.length < size + 1) {
      rowStarts = new int[size + 1];
      outputStarts = new int[size + 1];
      losses = new double[size];
    }
    for (int i = 0; i < size; i++) {
      outputStarts[i + 1] = outputStarts[i] + lengths[i] + noise;
      rowStarts[i + 1] = rowStarts[i] + 2 * lengths[i] + noise;
    }
    if (outputs.length < outputStarts[size]) {
      outputs = new int[outputStarts[size]];
    }
    if (gradients.length < rowStarts[size] * stride) {
      gradients = new float[rowStarts[size] * stride];
    }
    Arrays.fill(losses, 0, size, 0);
  }
}
