package dev.prod2vec.training;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.evaluation.Evaluation;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.evaluation.Score;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.recommend.BasketCompletion;
import dev.prod2vec.setting.Records;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/// Chooses the agreement of completion where a config leaves it open. Two are trained for an epoch
/// on some of the baskets and compared on validation baskets. Where orders are a mix of purposes,
/// the least agreement is as good as any; where most orders have one purpose, a larger one finds
/// much more.
public final class AgreementChoice {
  /// What the least agreement is compared with.
  private static final int LARGE = 8;

  /// Baskets that each is trained on, and most that they are judged by. With fewer, the difference
  /// is seldom more than chance.
  private static final int TRAINING_BASKETS = 20_000;

  private static final int VALIDATION_BASKETS = 4_000;

  private AgreementChoice() {}

  /// The config with an agreement: its own, or the chosen one. The large one is chosen if the 95%
  /// interval of its lead in mean reciprocal rank is above 0. The result does not depend on the
  /// number of threads.
  ///
  /// @param baskets fewer than 20,000 leave it at the least agreement
  /// @param options its validation baskets decide; without any, the least agreement is taken
  /// @throws IllegalArgumentException if the baskets cannot be trained on: see [Trainer#train]
  /// @throws InterruptedException if the listener cancels, by default if this thread is interrupted
  public static TrainingConfig of(Baskets baskets, TrainingConfig config, TrainingOptions options)
      throws InterruptedException {
    long[] numbers = sample(baskets.size(), config);
    if (numbers.length == 0) {
      return usual(config);
    }
    int[][] some = new int[numbers.length][];
    Arrays.setAll(some, i -> baskets.basket((int) numbers[i]));
    long[] counts = baskets.counts(Trainer.products(baskets, options));
    return of(Baskets.of(some), counts, config, options);
  }

  /// The numbers of the baskets that choose, ascending; none if nothing is to be chosen.
  ///
  /// @param baskets number of all training baskets
  public static long[] sample(long baskets, TrainingConfig config) {
    if (config.agreement() != TrainingConfig.OPEN_AGREEMENT
        || config.objective() != Objective.COMPLETION
        || baskets < TRAINING_BASKETS) {
      return new long[0];
    }
    return LongStream.range(0, TRAINING_BASKETS).map(i -> i * baskets / TRAINING_BASKETS).toArray();
  }

  /// The same choice from the baskets of [#sample] alone.
  ///
  /// @param some none leave the config's own agreement, or the least one where it is open
  /// @param counts training baskets that each product is in, of all of them
  public static TrainingConfig of(
      Baskets some, long[] counts, TrainingConfig config, TrainingOptions options)
      throws InterruptedException {
    TrainingConfig least = usual(config);
    if (some.size() == 0) {
      return least;
    }
    Evaluation validation =
        Evaluation.of(
            options.validation(),
            counts,
            Records.with(EvaluationConfig.DEFAULT, "max-baskets", VALIDATION_BASKETS));
    if (validation.size() == 0) {
      return least;
    }
    TrainingOptions quiet =
        options
            .withVocabularySize(counts.length)
            .withValidation(Baskets.of(new int[0][]))
            .withProgress(cancelledAs(options.progress()));
    TrainingConfig large = config.withAgreement(LARGE);
    try (Crew crew = new Crew(config.threads())) {
      BasketCompletion usual = trained(some, least, quiet);
      List<Score> scores = validation.compare(List.of(trained(some, large, quiet), usual), crew);
      boolean leads = scores.getLast().lead().orElseThrow().meanReciprocalRank().low() > 0;
      return leads ? large : least;
    } catch (DivergedException _) {
      // If the least one diverges, the training will say so.
      return least;
    }
  }

  /// The config's own agreement, or the least one where it is open.
  private static TrainingConfig usual(TrainingConfig config) {
    return config.agreement() == TrainingConfig.OPEN_AGREEMENT
        ? config.withAgreement(TrainingConfig.LEAST_AGREEMENT)
        : config;
  }

  private static BasketCompletion trained(
      Baskets baskets, TrainingConfig config, TrainingOptions options) throws InterruptedException {
    TrainingConfig brief =
        config
            .withEpochs(1)
            .withShards(1, 1)
            .withHalfLife(0)
            .withQuantityWeight(QuantityWeight.NONE);
    return new BasketCompletion(Trainer.train(baskets, brief, options).embedding());
  }

  private static TrainingProgress cancelledAs(TrainingProgress progress) {
    return new TrainingProgress() {
      @Override
      public boolean cancelled() {
        return progress.cancelled();
      }
    };
  }
}
