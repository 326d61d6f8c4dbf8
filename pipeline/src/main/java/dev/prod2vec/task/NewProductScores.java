package dev.prod2vec.task;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.feature.ProductFeature;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.random.CounterRandom;
import dev.prod2vec.recommend.NewProductQuality;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.training.Trainer;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.training.TrainingOptions;
import dev.prod2vec.training.TrainingProgress;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Tests how well new products are placed. A tenth of the products is taken out of the orders;
/// vectors are trained without them, by names alone; then they are brought back by their names and
/// categories.
public final class NewProductScores {
  /// One of how many products is taken out.
  private static final int SHARE = 10;

  private static final String NAMES = "names";

  private final Vocabulary vocabulary;
  private final int[] indexes;
  private final TrainingConfig config;

  /// @param vocabulary the products that stay, and those taken out as new ones
  /// @param indexes of the products of a run in it
  private NewProductScores(Vocabulary vocabulary, int[] indexes, TrainingConfig config) {
    this.vocabulary = vocabulary;
    this.indexes = indexes;
    this.config = config;
  }

  /// Takes products out, by a hash of their ids and the seed.
  ///
  /// @param all the products of a run that were learned
  /// @param config how vectors are trained; what it says about side information does not matter
  public static NewProductScores of(Vocabulary all, TrainingConfig config, long seed) {
    List<Product> stay = new ArrayList<>();
    List<Product> out = new ArrayList<>();
    for (Product product : all.products()) {
      long bits = CounterRandom.bits(CounterRandom.key(seed, SHARE), product.id().hashCode());
      (CounterRandom.below(bits, SHARE) == 0 ? out : stay).add(product);
    }
    Vocabulary vocabulary = new Vocabulary(all.categoryColumns(), List.of()).withNew(stay);
    vocabulary =
        new Vocabulary(all.categoryColumns(), vocabulary.products(), stay.size()).withNew(out);
    return new NewProductScores(
        vocabulary, all.indexesIn(vocabulary), config.withSideInformation(List.of(NAMES)));
  }

  /// Number of products that are taken out.
  public int takenOut() {
    return vocabulary.newProducts().size();
  }

  /// Trains without them, and scores.
  ///
  /// @param training of all products
  /// @param validation decides when training stops
  /// @param test asks for products that were taken out
  /// @throws InterruptedException if the thread is interrupted
  public NewProductReport score(
      Baskets training, Baskets validation, Baskets test, TrainingProgress progress)
      throws InterruptedException {
    int trained = vocabulary.trained();
    int[] without = indexes.clone();
    for (int i = 0; i < without.length; i++) {
      without[i] = without[i] < trained ? without[i] : -1;
    }
    Vocabulary stay = vocabulary.withNew(List.of());
    Embedding embedding =
        Trainer.train(
                training.translated(without),
                config,
                TrainingOptions.NONE
                    .withVocabularySize(trained)
                    .withValidation(validation.translated(without))
                    .withSideInformation(SideInformation.of(stay, Set.of(ProductFeature.NAMES)))
                    .withProgress(progress))
            .embedding();
    return new Scoring(embedding, test.translated(indexes)).report();
  }

  /// Trained vectors, and what asks for the new products.
  private final class Scoring {
    private final Embedding embedding;
    private final Baskets test;
    private final long[] counts;

    Scoring(Embedding embedding, Baskets test) {
      this.embedding = embedding;
      this.test = test;
      counts = vocabulary.withNew(List.of()).counts();
    }

    NewProductReport report() {
      List<NewProductReport.Lists> lists = new ArrayList<>();
      List<String> columns = vocabulary.categoryColumns();
      for (int column = 0; column < columns.size(); column++) {
        lists(column, List.of(), lists);
        List<Integer> others = new ArrayList<>();
        for (int other = 0; other < columns.size(); other++) {
          if (other != column) {
            others.add(other);
          }
        }
        if (!others.isEmpty()) {
          lists(column, others, lists);
        }
      }
      List<NewProductReport.Found> found = new ArrayList<>();
      found.add(found(List.of()));
      if (!columns.isEmpty()) {
        List<Integer> all = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
          all.add(column);
        }
        found.add(found(all));
      }
      return new NewProductReport(
          vocabulary.newProducts().size(), vocabulary.trained(), lists, found);
    }

    private void lists(int column, List<Integer> known, List<NewProductReport.Lists> to) {
      List<String> values =
          vocabulary.products().stream().map(product -> product.categories().get(column)).toList();
      Matrix similarity = Recommender.similarity(embedding, counts, side(known), config.threads());
      NewProductQuality.purity10(similarity, vocabulary.trained(), values, config.threads())
          .ifPresent(purity ->
              to.add(
                  new NewProductReport.Lists(
                      vocabulary.categoryColumns().get(column), features(known), purity)));
    }

    private NewProductReport.Found found(List<Integer> known) {
      Embedding all = Recommender.withNewProducts(embedding, counts, side(known), config.threads());
      NewProductQuality.Found found =
          NewProductQuality.found(all, vocabulary.trained(), test, config.threads());
      return new NewProductReport.Found(
          features(known), found.questions(), found.hitRate100(), found.chance());
    }

    /// Names and some of the category columns.
    private SideInformation side(List<Integer> columns) {
      List<Product> products =
          vocabulary.products().stream()
              .map(product ->
                  new Product(
                      product.index(),
                      product.id(),
                      product.name(),
                      columns.stream().map(product.categories()::get).toList(),
                      product.count()))
              .toList();
      List<String> names = columns.stream().map(vocabulary.categoryColumns()::get).toList();
      return SideInformation.of(
          new Vocabulary(names, products, vocabulary.trained()),
          Set.of(ProductFeature.NAMES, ProductFeature.CATEGORIES));
    }

    private List<String> features(List<Integer> columns) {
      List<String> features = new ArrayList<>(List.of(NAMES));
      columns.forEach(column -> features.add(vocabulary.categoryColumns().get(column)));
      return features;
    }
  }
}
