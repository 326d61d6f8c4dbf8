package dev.prod2vec.training;

import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.random.CounterRandom;
import java.util.Arrays;

/// word2vec's own way (Mikolov et al. 2013): one pair after the other, each with K noise products
/// of its own, each applied before the next is computed. Its gradients are on average those of
/// [SkipGramGradient]; it shows what sharing noise and freezing weights cost and gain. Slow, and on
/// one thread, since each step needs the one before.
final class PairUpdates {
  private final Kernel kernel;
  private final Weights weights;
  private final TrainingConfig config;
  private final Noise noise;
  private final int[] targets;
  private final float[] rows;
  private final float[] scores;
  private final float[] gradient;
  private final float[] squares = new float[1];

  PairUpdates(Kernel kernel, Weights weights, TrainingConfig config, Noise noise) {
    this.kernel = kernel;
    this.weights = weights;
    this.config = config;
    this.noise = noise;
    int all = 1 + config.negatives();
    int stride = weights.input().stride();
    targets = new int[all];
    rows = new float[all * stride];
    scores = new float[Matrix.stride(all)];
    gradient = new float[stride];
  }

  /// Trains on the baskets of a batch, in their order, at a learning rate; sets the losses.
  void train(Batch batch, int epoch, float rate) {
    for (int part = 0; part < batch.parts; part++) {
      batch.losses[part] = 0;
      batch.predictions[part] = batch.partStart(part + 1) - batch.partStart(part);
      for (int b = batch.partStarts[part]; b < batch.partStarts[part + 1]; b++) {
        batch.losses[part] += train(batch, b, noise.key(epoch, batch.ids[b]), rate);
      }
    }
  }

  private double train(Batch batch, int basket, long key, float rate) {
    int start = batch.starts[basket];
    int n = batch.size(basket);
    int window = config.window() == 0 ? n : config.window();
    double loss = 0;
    for (int i = 0; i < n; i++) {
      float weight = 1f / (Math.min(i, window) + Math.min(n - 1 - i, window));
      for (int j = Math.max(0, i - window); j < Math.min(n, i + 1 + window); j++) {
        if (i != j) {
          long pair = CounterRandom.key(key, i, j);
          loss +=
              weight
                  * pair(batch.products[start + i], batch.products[start + j], weight, pair, rate);
        }
      }
    }
    return loss;
  }

  /// One pair and its noise, where a noise product that is one of the pair is passed over.
  private double pair(int product, int other, float weight, long key, float rate) {
    Matrix input = weights.input();
    int stride = input.stride();
    int all = targets.length;
    targets[0] = other;
    noise.draw(key, targets, 1, all);
    Kernel.gather(weights.output(), targets, 0, all, rows, 0);
    int x = product * stride;
    kernel.dots(input.values(), x, 1, rows, 0, all, stride, scores, 0, scores.length);
    scores[0] = -scores[0];
    for (int t = 1; t < all; t++) {
      if (targets[t] == product || targets[t] == other) {
        scores[t] = Float.NEGATIVE_INFINITY;
      }
    }
    Arrays.fill(scores, all, scores.length, Float.NEGATIVE_INFINITY);
    double loss = kernel.logistic(scores, 0, scores.length, -weight);
    scores[0] = -scores[0];
    Arrays.fill(gradient, 0f);
    kernel.combine(scores, 0, 0, 1, 1, all, rows, 0, stride, gradient, 0);
    kernel.rowDots(input.values(), x, input.values(), x, 1, stride, squares, 0);
    float square = squares[0];
    for (int t = 0; t < all; t++) {
      float score = scores[t];
      weights.stepOutput(kernel, targets[t], input.values(), x, score, square, rate);
    }
    kernel.rowDots(gradient, 0, gradient, 0, 1, stride, squares, 0);
    weights.stepInput(kernel, product, gradient, squares[0], rate);
    return loss;
  }
}
