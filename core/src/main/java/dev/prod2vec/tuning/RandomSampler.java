package dev.prod2vec.tuning;

import dev.prod2vec.random.CounterRandom;

/// Random search: each point is drawn evenly from the space, on the scale of each hyperparameter.
/// It may draw a point twice.
public record RandomSampler(long seed) implements Sampler {
  @Override
  public Point next(History history) {
    Axis[] axes = Axis.of(history.space());
    long key = CounterRandom.key(seed, history.nextNumber());
    double[] codes = new double[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      codes[axis] = axes[axis].code((CounterRandom.bits(key, axis) >>> 11) * 0x1p-53);
    }
    return new Point(history.space(), codes);
  }
}
