package dev.prod2vec.evaluation;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.parallel.Crew;
import dev.prod2vec.random.CounterRandom;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Leave-one-out on held-out baskets: one product of each is hidden, and a scorer ranks it among
/// all products that are not in the rest of the basket. The choice of baskets and products is a
/// function of the baskets and the seed, so that every scorer gets the same questions. Immutable;
/// safe to share between threads.
public final class Evaluation implements Serializable {
  private final Baskets questions;
  private final int[] leftOut;
  private final long[] counts;
  private final EvaluationConfig config;

  private Evaluation(Baskets questions, int[] leftOut, long[] counts, EvaluationConfig config) {
    this.questions = questions;
    this.leftOut = leftOut;
    this.counts = counts;
    this.config = config;
  }

  /// Chooses baskets and the products to leave out of them.
  ///
  /// @param heldOut baskets that nothing was trained on
  /// @param counts training baskets each product is in; length: vocabulary size
  public static Evaluation of(Baskets heldOut, long[] counts, EvaluationConfig config) {
    long sampleKey = CounterRandom.key(config.seed(), 0);
    long productKey = CounterRandom.key(config.seed(), 1);
    int[] chosen =
        IntStream.range(0, heldOut.size())
            .filter(basket -> heldOut.length(basket) >= config.minBasketSize())
            .toArray();
    if (chosen.length > config.maxBaskets()) {
      CounterRandom.shuffle(chosen, sampleKey);
      chosen = Arrays.copyOf(chosen, config.maxBaskets());
      Arrays.sort(chosen);
    }
    int[][] questions = new int[chosen.length][];
    int[] leftOut = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      int[] basket = heldOut.basket(chosen[i]);
      int out = CounterRandom.below(CounterRandom.bits(productKey, chosen[i]), basket.length);
      leftOut[i] = basket[out];
      questions[i] = new int[basket.length - 1];
      System.arraycopy(basket, 0, questions[i], 0, out);
      System.arraycopy(basket, out + 1, questions[i], out, basket.length - out - 1);
    }
    return new Evaluation(Baskets.of(questions), leftOut, counts, config);
  }

  /// Number of baskets a product is left out of.
  public int size() {
    return leftOut.length;
  }

  /// A part of the questions, so that several machines can share them.
  ///
  /// @param part 0-based
  public Evaluation part(int part, int parts) {
    int from = (int) ((long) size() * part / parts);
    int to = (int) ((long) size() * (part + 1) / parts);
    int[][] own = IntStream.range(from, to).mapToObj(questions::basket).toArray(int[][]::new);
    return new Evaluation(Baskets.of(own), Arrays.copyOfRange(leftOut, from, to), counts, config);
  }

  /// How well `scorer` finds the products left out.
  public Score score(Scorer scorer, Crew crew) {
    return score(scorer.name(), ranks(scorer, crew), Optional.empty(), crew);
  }

  /// How well each scorer finds the products left out, and how far the first scorer is ahead of
  /// each other one.
  ///
  /// @param scorers one or more
  /// @throws InterruptedException soon after the thread is interrupted
  public List<Score> compare(List<Scorer> scorers, Crew crew) throws InterruptedException {
    List<int[]> ranks = new ArrayList<>();
    for (Scorer scorer : scorers) {
      if (Thread.interrupted()) {
        throw new InterruptedException("evaluation was stopped");
      }
      ranks.add(ranks(scorer, crew));
    }
    return scores(scorers.stream().map(Scorer::name).toList(), ranks, crew);
  }

  /// The scores of scorers whose ranks are known.
  ///
  /// @param scorers one or more
  /// @param ranks of each scorer; see [#ranks]
  public List<Score> scores(List<ScorerName> scorers, List<int[]> ranks, Crew crew) {
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < scorers.size(); i++) {
      Optional<Lead> lead =
          i == 0 ? Optional.empty() : Optional.of(lead(ranks.getFirst(), ranks.get(i), crew));
      scores.add(score(scorers.get(i), ranks.get(i), lead, crew));
    }
    return scores;
  }

  /// The metrics of ranks, with their intervals.
  ///
  /// @param ranks see [#ranks]
  public Metrics metrics(int[] ranks, Crew crew) {
    return metrics(worths(ranks), crew);
  }

  /// How far the metrics of some ranks are above those of others, basket by basket; the intervals
  /// are of these differences.
  ///
  /// @param ranks see [#ranks]
  /// @param others of another scorer, to the same questions
  public Metrics differences(int[] ranks, int[] others, Crew crew) {
    double[][] worths = worths(ranks);
    double[][] subtracted = worths(others);
    for (int metric = 0; metric < worths.length; metric++) {
      for (int i = 0; i < ranks.length; i++) {
        worths[metric][i] -= subtracted[metric][i];
      }
    }
    return metrics(worths, crew);
  }

  private Metrics metrics(double[][] worths, Crew crew) {
    List<Metric> metrics = bootstrap(crew, worths);
    return new Metrics(metrics.get(0), metrics.get(1), metrics.get(2), metrics.get(3));
  }

  /// What each rank adds to each of the [Metrics].
  private static double[][] worths(int[] ranks) {
    return new double[][] {
      RankMetrics.worth(ranks, rank -> RankMetrics.hit(rank, 10)),
      RankMetrics.worth(ranks, rank -> RankMetrics.hit(rank, 100)),
      RankMetrics.worth(ranks, rank -> RankMetrics.gain(rank, 10)),
      RankMetrics.worth(ranks, RankMetrics::reciprocal)
    };
  }

  private Lead lead(int[] first, int[] other, Crew crew) {
    List<Metric> leads =
        bootstrap(
            crew,
            difference(first, other, rank -> RankMetrics.hit(rank, 10)),
            difference(first, other, RankMetrics::reciprocal));
    return new Lead(leads.get(0), leads.get(1));
  }

  private static double[] difference(int[] first, int[] other, IntToDoubleFunction metric) {
    double[] difference = RankMetrics.worth(first, metric);
    double[] subtracted = RankMetrics.worth(other, metric);
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= subtracted[i];
    }
    return difference;
  }

  private List<Metric> bootstrap(Crew crew, double[]... values) {
    return Bootstrap.means(values, config.bootstrapSamples(), config.seed(), crew);
  }

  private Score score(ScorerName scorer, int[] ranks, Optional<Lead> lead, Crew crew) {
    Metrics metrics = metrics(ranks, crew);
    int[] terciles = terciles();
    double[] hitRates = new double[3];
    int[] baskets = new int[3];
    for (int tercile = 0; tercile < 3; tercile++) {
      int third = tercile;
      int[] ofThird =
          IntStream.range(0, ranks.length)
              .filter(i -> terciles[leftOut[i]] == third)
              .map(i -> ranks[i])
              .toArray();
      hitRates[tercile] = RankMetrics.hitRate(ofThird, 10);
      baskets[tercile] = ofThird.length;
    }
    return new Score(
        scorer,
        ranks.length,
        metrics.hitRate10(),
        metrics.hitRate100(),
        metrics.ndcg10(),
        metrics.meanReciprocalRank(),
        hitRates,
        baskets,
        lead);
  }

  /// The share of baskets whose product is among the first 10, in [0, 1]; quicker than [#score].
  public double hitRate10(Scorer scorer, Crew crew) {
    return RankMetrics.hitRate(ranks(scorer, 10, crew), 10);
  }

  /// The number of baskets whose product is among the first 10.
  public int hits10(Scorer scorer, Crew crew) {
    return (int) Arrays.stream(ranks(scorer, 10, crew)).filter(rank -> rank <= 10).count();
  }

  /// How well `scorer` finds the products left out, and how probable it calls them; quicker than
  /// [#score].
  ///
  /// @param scorer its scores must be probabilities, to the power that it has, and up to a factor
  ///   for each basket
  public Fit fit(Scorer scorer, Crew crew) {
    float[] scores = scorer.scores(questions, leftOut, crew);
    RankReader ranking = new RankReader(questions, leftOut, scores, Integer.MAX_VALUE);
    LossReader reader =
        new LossReader(
            questions, scores, counts.length, scorer.pieceLength(), scorer.power(), ranking);
    scorer.score(questions, crew, reader);
    int[] ranks = ranking.ranks(counts.length);
    return new Fit(
        RankMetrics.hitRate(ranks, 10),
        RankMetrics.mean(RankMetrics.worth(ranks, RankMetrics::reciprocal)),
        RankMetrics.mean(reader.losses()));
  }

  /// The rank of each product left out: 1 + the products with a higher score + those with the same
  /// score and a lower index.
  public int[] ranks(Scorer scorer, Crew crew) {
    return ranks(scorer, Integer.MAX_VALUE, crew);
  }

  /// @param most the highest rank that is asked for; what is above may be any number above
  private int[] ranks(Scorer scorer, int most, Crew crew) {
    float[] scores = scorer.scores(questions, leftOut, crew);
    RankReader reader = new RankReader(questions, leftOut, scores, most);
    scorer.score(questions, crew, reader);
    return reader.ranks(counts.length);
  }

  /// 0, 1 or 2 per product: whether it is among the most bought products that make up the first,
  /// the second or the last third of all purchases.
  private int[] terciles() {
    int[] order =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted((a, b) -> Long.compare(counts[b], counts[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    long all = Arrays.stream(counts).sum();
    int[] terciles = new int[counts.length];
    long before = 0;
    for (int product : order) {
      terciles[product] = (int) Math.min(2, all == 0 ? 2 : before * 3 / all);
      before += counts[product];
    }
    return terciles;
  }
}
