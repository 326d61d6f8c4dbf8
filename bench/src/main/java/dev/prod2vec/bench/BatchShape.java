package dev.prod2vec.bench;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.random.CounterRandom;
import dev.prod2vec.training.TrainingConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What decides the shapes of a batch's matrix products: how the trainer divides its baskets into
/// groups, parts and blocks.
///
/// @param groups distinct products that predict, for each group
/// @param blocks of all groups
/// @param parts of all groups
/// @param contexts products that predict, over all baskets
/// @param products products of all baskets
record BatchShape(
    List<Integer> groups, List<Block> blocks, List<Part> parts, int contexts, int products) {
  /// A part ends with the basket that brings it to this many products, as in the trainer.
  private static final int PART_PRODUCTS = 64;

  /// Products of a group that are scored together.
  ///
  /// @param number within the group
  record Block(int group, int number, int size) {}

  /// Baskets that one thread computes at a time.
  ///
  /// @param context row of the batch where its products that predict begin
  /// @param product row of the batch where its products begin
  record Part(int context, int product, int contexts, int products, List<Basket> baskets) {}

  /// A basket.
  ///
  /// @param context row of the part where its products that predict begin
  /// @param product row of the part where its products begin
  record Basket(int context, int contexts, int product, int products) {}

  /// The batches of all baskets in their order, as large as the config says. Which products predict
  /// is drawn as the trainer does, but by other numbers.
  static List<BatchShape> of(Baskets baskets, TrainingConfig config) {
    List<BatchShape> batches = new ArrayList<>();
    for (int first = 0; first < baskets.size(); first += config.batchBaskets()) {
      Division division = new Division(baskets, config);
      int end = Math.min(baskets.size(), first + config.batchBaskets());
      for (int group = first; group < end; group += config.noiseBaskets()) {
        division.group(group, Math.min(end, group + config.noiseBaskets()));
      }
      batches.add(division.shape());
    }
    return batches;
  }

  /// Floating-point operations of its matrix products: for each group three with its noise, for
  /// each basket three of its own.
  double flops(TrainingConfig config) {
    double multiplyAdds = 0;
    for (int distinct : groups) {
      multiplyAdds += 3.0 * distinct * config.noiseProducts();
    }
    for (Part part : parts) {
      for (Basket basket : part.baskets) {
        multiplyAdds += 3.0 * basket.contexts * basket.products;
      }
    }
    return 2 * config.dim() * multiplyAdds;
  }

  /// A batch while its groups are added.
  private static final class Division {
    private final Baskets baskets;
    private final long seed;
    private final double dropout;
    private final List<Integer> groups = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private int contexts;
    private int products;

    Division(Baskets baskets, TrainingConfig config) {
      this.baskets = baskets;
      seed = config.seed();
      dropout = Settings.dropout(config);
    }

    /// Adds the baskets `from` to below `to` as a group.
    void group(int from, int to) {
      Set<Integer> distinct = new HashSet<>();
      for (int basket = from; basket < to; ) {
        basket = part(basket, to, distinct);
      }
      int rest = distinct.size();
      for (int number = 0; rest > 0; number++) {
        blocks.add(new Block(groups.size(), number, Math.min(Kernel.BLOCK, rest)));
        rest -= Kernel.BLOCK;
      }
      groups.add(distinct.size());
    }

    /// Adds a part; returns the basket after it.
    private int part(int from, int to, Set<Integer> distinct) {
      List<Basket> members = new ArrayList<>();
      int partContexts = 0;
      int partProducts = 0;
      int basket = from;
      for (; basket < to && partProducts < PART_PRODUCTS; basket++) {
        int predicting = 0;
        for (int i = baskets.start(basket); i < baskets.start(basket + 1); i++) {
          if (CounterRandom.unit(CounterRandom.bits(seed, i)) >= dropout) {
            predicting++;
            distinct.add(baskets.products()[i]);
          }
        }
        int size = baskets.length(basket);
        members.add(new Basket(partContexts, predicting, partProducts, size));
        partContexts += predicting;
        partProducts += size;
      }
      parts.add(new Part(contexts, products, partContexts, partProducts, members));
      contexts += partContexts;
      products += partProducts;
      return basket;
    }

    BatchShape shape() {
      return new BatchShape(groups, blocks, parts, contexts, products);
    }
  }
}
