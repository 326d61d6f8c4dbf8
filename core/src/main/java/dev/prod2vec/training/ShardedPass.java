package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.parallel.Crew;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Learns the shards of the baskets one after the other, in rounds: each shard begins a round with
/// the same state, and what all changed is merged at its end. A cluster that trains the shards at
/// the same time gets the same bytes.
final class ShardedPass implements Pass {
  private final TrainingConfig config;
  private final TrainingProgress progress;
  private final Crew crew;
  private final TrainingState state;
  private final RowBlock common;
  private final List<ShardTrainer> shards;
  private final int baskets;
  private final Optional<PriorFit> fit;

  /// @param state is changed
  ShardedPass(
      Baskets all,
      long[] counts,
      TrainingConfig config,
      TrainingState state,
      Optional<PriorFit> fit,
      TrainingProgress progress,
      Crew crew,
      Kernel kernel) {
    this.config = config;
    this.progress = progress;
    this.crew = crew;
    this.state = state;
    this.fit = fit;
    common = RowBlock.whole(state);
    shards = new ArrayList<>();
    Fading fading = Fading.of(all, config);
    int size = 0;
    for (int shard = 0; shard < config.shards(); shard++) {
      Baskets own = ShardTrainer.baskets(all, shard, config.shards());
      ShardTrainer trainer = new ShardTrainer(own, shard, counts, config, fading, kernel);
      size += trainer.size();
      shards.add(trainer);
    }
    baskets = size;
  }

  @Override
  public TrainingState state() {
    return state;
  }

  @Override
  public long epoch(int epoch, LossSum losses) throws InterruptedException {
    Optional<RowBlock> prior =
        fit.map(regression -> {
          Prior fitted = Prior.zeros(state.size(), state.dim());
          regression.fit(state, fitted, crew);
          return RowBlock.whole(fitted.state());
        });
    long pairs = 0;
    for (int round = 1; round <= config.roundsPerEpoch(); round++) {
      List<StateRows> changes = new ArrayList<>();
      for (ShardTrainer shard : shards) {
        if (progress.cancelled()) {
          throw new InterruptedException("training was stopped in epoch " + epoch);
        }
        ShardProducts products = shard.products(epoch, round);
        ShardUpdate update =
            shard.round(
                epoch,
                round,
                products,
                List.of(common.rows(products)),
                prior.map(block -> block.rows(products)).stream().toList(),
                1,
                crew);
        changes.addAll(update.rows());
        losses.add(update.loss(), update.predictions());
        pairs += update.pairs();
      }
      common.merge(changes, crew);
      DivergedException.checkLoss(losses.loss(), epoch, config);
      int done = (int) ((long) baskets * round / config.roundsPerEpoch());
      progress.batch(epoch, done, baskets, pairs, losses.mean());
    }
    return pairs;
  }
}
