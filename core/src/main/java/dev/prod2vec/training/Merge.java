package dev.prod2vec.training;

import dev.prod2vec.parallel.Crew;
import java.util.ArrayList;
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
/// So a row that only one shard changed is copied from it, and a row that no shard changed stays,
/// whether shards send it or not.
/// Sums are in double precision and in the order of the shards: the same shards in the same order
/// give the same bytes; another order differs only by rounding.
///
/// Measured on Instacart as HR@10 (completion, 8 and 16 shards, 64 merges an epoch): at most .8%
/// below one machine, within chance; averages of the shards are 10 to 26% below, since they divide a
/// product's progress by the shards, and plain sums 4 to 35%, since each shard's steps are as large
/// as if it had been alone. Decision 26 has the table.
final class Merge {
  /// Rows that one thread merges at a time.
  private static final int CHUNK = 256;

  private final TrainingState common;
  private final int first;
  private final int step;
  private final List<StateRows> shards;

  /// @param common is changed
  /// @param first product of its first row
  /// @param step from the product of a row to that of the next
  /// @param shards rows of products of the common state
  Merge(TrainingState common, int first, int step, List<StateRows> shards) {
    this.common = common;
    this.first = first;
    this.step = step;
    this.shards = List.copyOf(shards);
    for (StateRows shard : shards) {
      if (shard.dim() != common.dim()) {
        throw new IllegalArgumentException(
            "a shard has vectors of %s numbers, the common state of %s"
                .formatted(shard.dim(), common.dim()));
      }
    }
  }

  void run(Crew crew) {
    int stride = common.input().stride();
    int dim = common.dim();
    Rows input = new Rows(dim, stride, common.input().values(), common.inputSquares());
    Rows output = new Rows(dim, stride, common.output().values(), common.outputSquares());
    Rows bias = new Rows(1, 1, common.bias(), common.biasSquares());
    for (StateRows shard : shards) {
      ShardProducts products = shard.products();
      input.changed.add(new Changed(products.inputs(), shard.input(), shard.inputSquares()));
      output.changed.add(new Changed(products.outputs(), shard.output(), shard.outputSquares()));
      bias.changed.add(new Changed(products.outputs(), shard.bias(), shard.biasSquares()));
    }
    int size = common.size();
    crew.forEach(
        (size + CHUNK - 1) / CHUNK,
        chunk -> {
          int from = chunk * CHUNK;
          int to = Math.min(size, from + CHUNK);
          input.merge(from, to);
          output.merge(from, to);
          bias.merge(from, to);
        });
  }

  /// Rows of one kind that a shard sends.
  ///
  /// @param products ascending
  private record Changed(int[] products, float[] values, float[] squares) {}

  /// The rows of one kind in the common state and from the shards. Threads may share it as long as
  /// each merges different rows.
  private final class Rows {
    private final int dim;
    private final int stride;
    private final float[] values;
    private final float[] squares;
    private final List<Changed> changed = new ArrayList<>();

    Rows(int dim, int stride, float[] values, float[] squares) {
      this.dim = dim;
      this.stride = stride;
      this.values = values;
      this.squares = squares;
    }

    void merge(int from, int to) {
      double[] sum = new double[dim];
      // For each shard, its next row.
      int[] next = new int[changed.size()];
      for (int s = 0; s < next.length; s++) {
        int found = Arrays.binarySearch(changed.get(s).products, first + from * step);
        next[s] = found >= 0 ? found : -found - 1;
      }
      int[] of = new int[next.length];
      for (int row = from; row < to; row++) {
        int changes = 0;
        for (int s = 0; s < next.length; s++) {
          int[] products = changed.get(s).products;
          if (next[s] < products.length && products[next[s]] == first + row * step) {
            if (isChanged(row, changed.get(s), next[s])) {
              of[changes++] = s;
            }
            next[s]++;
          }
        }
        if (changes == 1) {
          Changed shard = changed.get(of[0]);
          int at = next[of[0]] - 1;
          System.arraycopy(shard.values, at * dim, values, row * stride, dim);
          squares[row] = shard.squares[at];
        } else if (changes > 1) {
          merge(row, of, changes, next, sum);
        }
      }
    }

    private boolean isChanged(int row, Changed shard, int at) {
      int start = row * stride;
      return shard.squares[at] != squares[row]
          || Arrays.mismatch(values, start, start + dim, shard.values, at * dim, at * dim + dim)
              >= 0;
    }

    private void merge(int row, int[] of, int changes, int[] next, double[] sum) {
      int start = row * stride;
      double before = squares[row];
      double after = before;
      for (int i = 0; i < changes; i++) {
        after += changed.get(of[i]).squares[next[of[i]] - 1] - before;
      }
      Arrays.fill(sum, 0);
      for (int i = 0; i < changes; i++) {
        Changed shard = changed.get(of[i]);
        int at = next[of[i]] - 1;
        double factor = after > 0 ? Math.sqrt(shard.squares[at] / after) : 1;
        for (int k = 0; k < dim; k++) {
          sum[k] += factor * ((double) shard.values[at * dim + k] - values[start + k]);
        }
      }
      for (int k = 0; k < dim; k++) {
        values[start + k] = (float) (values[start + k] + sum[k]);
      }
      squares[row] = (float) after;
    }
  }
}
