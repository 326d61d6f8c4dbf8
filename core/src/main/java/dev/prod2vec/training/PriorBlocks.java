package dev.prod2vec.training;

import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.linalg.Kernel;
import dev.prod2vec.parallel.Crew;
import java.util.List;

/// What side information predicts of vectors that lie in blocks. Weight decay pulls the vectors
/// towards it for an epoch.
public final class PriorBlocks {
  private PriorBlocks() {}

  /// Whether a training has a prior at all: there is side information, and weight decay that leads
  /// to it.
  ///
  /// @param features number of features of the side information
  public static boolean areNeeded(int features, TrainingConfig config) {
    return features > 0 && config.objective().strategy().weightDecay(config) > 0;
  }

  /// Fits the prediction to the state at the start of an epoch. The result depends neither on the
  /// number of blocks nor on threads.
  ///
  /// @param state all blocks, ascending
  /// @param counts purchases of each product
  /// @return its vectors for each block; accumulators and biases are 0
  public static List<StateRows> fit(
      List<RowBlock> state, SideInformation side, long[] counts, TrainingConfig config, Crew crew) {
    PriorFit fit = PriorFit.of(side, counts, config, Kernel.best()).orElseThrow();
    Prior prior = Prior.zeros(counts.length, config.dim());
    fit.fit(RowBlock.join(state), prior, crew);
    RowBlock all = RowBlock.whole(prior.state());
    return state.stream().map(block -> all.rows(block.rows().products())).toList();
  }
}
