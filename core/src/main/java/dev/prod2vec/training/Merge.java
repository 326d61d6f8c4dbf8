package dev.prod2vec.training;

import dev.prod2vec.parallel.Crew;
import java.util.Arrays;
import java.util.List;

/// Merges what shards of the baskets learned, each from a copy of one state: the sum of the shards'
/// changes of a row, each scaled as if all its steps had used the common accumulator of [AdaGrad].
/// With G the row's accumulator before, d_s what shard s added to the row and g_s what it added to
/// the accumulator,
///
///     row += sum of d_s sqrt((G + g_s) / (G + sum of all g)) over the shards s
///     G   += sum of all g
///
/// So a row that only one shard changed is copied from it, and a row that no shard changed stays.
/// Sums are in double precision and in the order of the shards: the same shards in the same order
/// give the same bytes; another order differs only by rounding.
///
/// Measured on Instacart as HR@10 (completion, 8 and 16 shards, 64 merges an epoch): at most .8%
/// below one machine, within chance; averages of the shards are 10 to 26% below, since they divide a
/// product's progress by the shards, and plain sums 4 to 35%, since each shard's steps are as large
/// as if it had been alone. Decision 26 has the table.
final class Merge {
  /// Rows that one thread merges at a time.
  private static final int BLOCK = 256;

  private final TrainingState common;
  private final List<TrainingState> shards;

  /// @param common is changed
  Merge(TrainingState common, List<TrainingState> shards) {
    this.common = common;
    this.shards = List.copyOf(shards);
    for (TrainingState shard : shards) {
      if (shard.size() != common.size() || shard.dim() != common.dim()) {
        throw new IllegalArgumentException(
            "a shard has %s products of %s numbers, the common state %s of %s"
                .formatted(shard.size(), shard.dim(), common.size(), common.dim()));
      }
    }
  }

  void run(Crew crew) {
    Rows input = new Rows(shards.size(), common.dim(), common.input().stride());
    Rows output = new Rows(shards.size(), common.dim(), common.input().stride());
    Rows bias = new Rows(shards.size(), 1, 1);
    input.common(common.input().values(), common.inputSquares());
    output.common(common.output().values(), common.outputSquares());
    bias.common(common.bias(), common.biasSquares());
    for (int s = 0; s < shards.size(); s++) {
      TrainingState shard = shards.get(s);
      input.shard(s, shard.input().values(), shard.inputSquares());
      output.shard(s, shard.output().values(), shard.outputSquares());
      bias.shard(s, shard.bias(), shard.biasSquares());
    }
    int size = common.size();
    crew.forEach(
        (size + BLOCK - 1) / BLOCK,
        block -> {
          int from = block * BLOCK;
          int to = Math.min(size, from + BLOCK);
          input.merge(from, to);
          output.merge(from, to);
          bias.merge(from, to);
        });
  }

  /// The rows of one kind in the common state and in the shards. Threads may share it as long as
  /// each merges different rows.
  private static final class Rows {
    private final int dim;
    private final int stride;
    private float[] values = new float[0];
    private float[] squares = new float[0];
    private final float[][] shardValues;
    private final float[][] shardSquares;

    Rows(int shards, int dim, int stride) {
      this.dim = dim;
      this.stride = stride;
      shardValues = new float[shards][];
      shardSquares = new float[shards][];
    }

    void common(float[] newValues, float[] newSquares) {
      values = newValues;
      squares = newSquares;
    }

    void shard(int shard, float[] itsValues, float[] itsSquares) {
      shardValues[shard] = itsValues;
      shardSquares[shard] = itsSquares;
    }

    void merge(int from, int to) {
      double[] sum = new double[dim];
      int[] changed = new int[shardValues.length];
      for (int row = from; row < to; row++) {
        int changes = 0;
        for (int shard = 0; shard < shardValues.length; shard++) {
          if (isChanged(row, shard)) {
            changed[changes++] = shard;
          }
        }
        if (changes == 1) {
          System.arraycopy(shardValues[changed[0]], row * stride, values, row * stride, dim);
          squares[row] = shardSquares[changed[0]][row];
        } else if (changes > 1) {
          merge(row, changed, changes, sum);
        }
      }
    }

    private boolean isChanged(int row, int shard) {
      int at = row * stride;
      return shardSquares[shard][row] != squares[row]
          || Arrays.mismatch(values, at, at + dim, shardValues[shard], at, at + dim) >= 0;
    }

    private void merge(int row, int[] changed, int changes, double[] sum) {
      int at = row * stride;
      double before = squares[row];
      double after = before;
      for (int i = 0; i < changes; i++) {
        after += shardSquares[changed[i]][row] - before;
      }
      Arrays.fill(sum, 0);
      for (int i = 0; i < changes; i++) {
        float[] shard = shardValues[changed[i]];
        double factor = after > 0 ? Math.sqrt(shardSquares[changed[i]][row] / after) : 1;
        for (int k = 0; k < dim; k++) {
          sum[k] += factor * ((double) shard[at + k] - values[at + k]);
        }
      }
      for (int k = 0; k < dim; k++) {
        values[at + k] = (float) (values[at + k] + sum[k]);
      }
      squares[row] = (float) after;
    }
  }
}
