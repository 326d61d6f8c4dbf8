package dev.prod2vec.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.synthetic.SyntheticConfig;
import dev.prod2vec.synthetic.SyntheticProduct;
import dev.prod2vec.synthetic.SyntheticShop;
import dev.prod2vec.training.TrainingConfig;
import dev.prod2vec.training.TrainingProgress;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A generated shop of which a tenth of the products is taken out.
class NewProductScoresTest {
  private final SyntheticShop shop = new SyntheticShop(new SyntheticConfig(3000, 6000, 1));
  private final Baskets all = orders();
  private final Vocabulary vocabulary = vocabulary();
  private final Baskets baskets = translated();

  @Test
  void productsThatWereTakenOutAreFoundAgainByTheirNames() throws Exception {
    NewProductReport report = score(1);
    assertThat(report.takenOut()).isBetween(150, 350);
    assertThat(report.takenOut() + report.trained()).isEqualTo(vocabulary.size());
    assertThat(report.lists())
        .extracting(NewProductReport.Lists::category, NewProductReport.Lists::features)
        .containsExactly(
            tuple("aisle", List.of("names")),
            tuple("aisle", List.of("names", "department")),
            tuple("department", List.of("names")),
            tuple("department", List.of("names", "aisle")));
    assertThat(report.lists()).allMatch(lists -> lists.purity10() > 0.4);
    assertThat(report.found())
        .allSatisfy(found -> {
          assertThat(found.questions()).isGreaterThan(100);
          assertThat(found.chance()).isEqualTo(100.0 / report.takenOut());
          assertThat(found.hitRate100()).isBetween(1.2 * found.chance(), 0.99);
        });
  }

  @Test
  void scoresDoNotDependOnTheNumberOfThreads() throws Exception {
    assertThat(score(3)).isEqualTo(score(1));
  }

  private NewProductReport score(int threads) throws InterruptedException {
    TrainingConfig config =
        TrainingConfig.DEFAULT.withDim(16).withEpochs(2).withNoise(64, 64).withThreads(threads);
    return NewProductScores.of(vocabulary, config, 1)
        .score(part(0, 5000), part(5000, 5500), part(5500, 6000), TrainingProgress.NONE);
  }

  private Baskets part(int from, int to) {
    return Baskets.of(IntStream.range(from, to).mapToObj(baskets::basket).toArray(int[][]::new));
  }

  private Baskets orders() {
    return Baskets.of(
        IntStream.range(0, shop.orders())
            .mapToObj(number -> shop.order(number).products())
            .toArray(int[][]::new));
  }

  private Vocabulary vocabulary() {
    long[] counts = all.counts(shop.products());
    List<Integer> order =
        IntStream.range(0, shop.products())
            .boxed()
            .filter(product -> counts[product] > 0)
            .sorted(Comparator.comparingLong(product -> -counts[product]))
            .toList();
    List<Product> products = new ArrayList<>();
    for (int product : order) {
      SyntheticProduct of = shop.product(product);
      products.add(
          new Product(
              products.size(),
              of.id(),
              of.name(),
              List.of(of.aisle(), of.department()),
              counts[product]));
    }
    return new Vocabulary(List.of("aisle", "department"), products);
  }

  private Baskets translated() {
    List<String> ids = vocabulary.products().stream().map(Product::id).toList();
    int[] to = new int[shop.products()];
    Arrays.setAll(to, product -> ids.indexOf(shop.product(product).id()));
    return all.translated(to);
  }
}
