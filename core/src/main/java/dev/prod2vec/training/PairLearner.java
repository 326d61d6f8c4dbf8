package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;
import java.util.Optional;

/// Learns a batch by word2vec's own updates (Mikolov et al. 2013): one pair after the other, each
/// with its own K noise products, each applied before the next is computed. On average it has the
/// gradients of [SkipGramLoss]; it shows what shared noise and frozen weights cost and gain. Slow,
/// and on one thread, since each step needs the previous one.
final class PairLearner implements Learner {
  private final Kernel kernel;
  private final TrainingState state;
  private final AdaGrad steps;
  private final TrainingConfig config;
  private final Noise noise;
  private final int[] targets;
  private final float[] rows;
  private final float[] scores;
  private final float[] gradient;
  private final float[] losses = new float[Kernel.BLOCK];

  PairLearner(TrainingState state, Noise noise, TrainingConfig config, Kernel kernel) {
    this.state = state;
    this.noise = noise;
    this.config = config;
    this.kernel = kernel;
    steps = new AdaGrad(state, kernel, 0, Optional.empty());
    int all = 1 + config.negatives();
    int stride = state.input().stride();
    targets = new int[all];
    rows = new float[all * stride];
    scores = new float[(all + Kernel.BLOCK - 1) / Kernel.BLOCK * Kernel.BLOCK];
    gradient = new float[stride];
  }

  @Override
  public TrainingState state() {
    return state;
  }

  @Override
  public void learn(Batch batch, float rate, Crew crew, LossSum sum, Runnable beside) {
    beside.run();
    for (int part = 0; part < batch.parts(); part++) {
      double loss = 0;
      for (int b = batch.partStart(part); b < batch.partStart(part + 1); b++) {
        loss += basket(batch, b, rate);
      }
      sum.add(loss, batch.partProduct(part + 1) - batch.partProduct(part));
    }
  }

  private double basket(Batch batch, int basket, float rate) {
    int[] products = batch.products();
    long key = batch.noiseKey(basket);
    int start = batch.start(basket);
    int n = batch.size(basket);
    int window = config.window() == 0 ? n : Math.min(n, config.window());
    double loss = 0;
    for (int i = 0; i < n; i++) {
      float weight = 1f / (Math.min(i, window) + Math.min(n - 1 - i, window));
      for (int j = Math.max(0, i - window); j < Math.min(n, i + 1 + window); j++) {
        if (i != j) {
          long pair = CounterRandom.key(key, i, j);
          loss += weight * pair(products[start + i], products[start + j], weight, pair, rate);
        }
      }
    }
    return loss;
  }

  /// Learns one pair and its noise, without noise products that belong to the pair; returns the
  /// loss.
  private double pair(int product, int other, float weight, long key, float rate) {
    Matrix input = state.input();
    int stride = input.stride();
    int all = targets.length;
    targets[0] = other;
    noise.draw(key, targets, 1, all);
    Kernel.gather(state.output(), targets, 0, all, rows, 0);
    int x = product * stride;
    for (int t = 0; t < all; t++) {
      boolean own = t > 0 && (targets[t] == product || targets[t] == other);
      float score = kernel.dot(input.values(), x, rows, t * stride, stride);
      scores[t] = own ? Float.NEGATIVE_INFINITY : score;
    }
    scores[0] = -scores[0];
    Arrays.fill(scores, all, scores.length, Float.NEGATIVE_INFINITY);
    double loss = 0;
    for (int at = 0; at < scores.length; at += Kernel.BLOCK) {
      kernel.logistic(scores, at, 1, Kernel.BLOCK, -weight, losses, 0);
      for (float term : losses) {
        loss += term;
      }
    }
    scores[0] = -scores[0];
    Arrays.fill(gradient, 0f);
    for (int t = 0; t < all; t++) {
      kernel.add(scores[t], rows, t * stride, gradient, 0, stride);
    }
    float square = kernel.dot(input.values(), x, input.values(), x, stride);
    for (int t = 0; t < all; t++) {
      steps.stepOutput(targets[t], input.values(), x, scores[t], square, rate);
    }
    steps.stepInput(product, gradient, kernel.dot(gradient, 0, gradient, 0, stride), rate);
    return loss;
  }
}
