package dev.prod2vec.synthetic;

import dev.prod2vec.random.AliasTable;
import dev.prod2vec.random.CounterRandom;

/// The random numbers of one order, one after the other. Not safe to share.
final class Draws {
  private final long key;
  private long drawn;

  Draws(long key) {
    this.key = key;
  }

  /// True with a probability.
  boolean happens(double probability) {
    return CounterRandom.unit(next()) < probability;
  }

  /// A number from 0 to below `bound`.
  int below(int bound) {
    return CounterRandom.below(next(), bound);
  }

  /// An index of the table.
  int from(AliasTable table) {
    return table.draw(next());
  }

  private long next() {
    return CounterRandom.bits(key, drawn++);
  }
}
