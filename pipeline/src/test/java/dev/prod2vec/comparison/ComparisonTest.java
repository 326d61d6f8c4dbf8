package dev.prod2vec.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.config.Config;
import dev.prod2vec.evaluation.EvaluationConfig;
import dev.prod2vec.file.Json;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Stores;
import dev.prod2vec.task.EvaluationReport;
import dev.prod2vec.task.LocalEngine;
import dev.prod2vec.task.TaskFolder;
import dev.prod2vec.task.TaskId;
import dev.prod2vec.task.TaskListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Comparisons of models of a small shop: aisles of eight products, and orders that each come from
/// one aisle.
class ComparisonTest {
  private static final EvaluationConfig QUICK = new EvaluationConfig(2, 20_000, 100, 1);
  private static final int ALL = 1000;

  /// Four aisles.
  @TempDir private static Path before;

  /// The same orders, another seed and other vectors.
  @TempDir private static Path other;

  /// More orders, of aisles 1 to 4 instead of 0 to 3, and longer vectors.
  @TempDir private static Path after;

  /// The first orders, split by another seed.
  @TempDir private static Path split;

  /// Vectors of all orders, without any to test on.
  @TempDir private static Path whole;

  @BeforeAll
  static void make() throws Exception {
    train(before, orders(1, 1_200, 0));
    train(other, orders(1, 1_200, 0), "training.seed", "2");
    train(after, orders(1, 900, 0) + orders(1_201, 2_400, 1), "training.dim", "12");
    train(split, orders(1, 1_200, 0), "baskets.split-seed", "2");
    train(
        whole,
        orders(1, 1_200, 0),
        "baskets.validation-fraction",
        "0",
        "baskets.test-fraction",
        "0");
  }

  @AfterEach
  void noInterruptIsLeft() {
    Thread.interrupted();
  }

  @Test
  void aModelBesideItselfDiffersInNothing() throws Exception {
    RunComparison comparison = compare(before, before);
    assertThat(comparison.warnings()).isEmpty();
    assertThat(comparison.scores().testOrders()).isEqualTo("both");
    assertThat(comparison.scores().metrics())
        .allSatisfy(metric -> {
          assertThat(metric.a()).isEqualTo(metric.b());
          assertThat(metric.difference()).isEqualTo(new ComparedMetric.Interval(0, 0, 0));
        });
    assertThat(comparison.products().common()).isEqualTo(32);
    assertThat(comparison.products().added() + comparison.products().gone()).isZero();
    assertThat(comparison.neighbours().kept()).isEqualTo(1);
    assertThat(comparison.neighbours().overlap()).isCloseTo(1, within(1e-12));
    assertThat(comparison.neighbours().changed()).isZero();
    assertThat(comparison.drift().mean()).isCloseTo(0, within(1e-6));
  }

  @Test
  void runsOfTheSameOrdersAreScoredOnTheirTestOrdersAsEachScoredItself() throws Exception {
    RunComparison comparison = compare(before, other);
    ComparedScores scores = comparison.scores();
    Baskets test = PreparedData.baskets(before.resolve(PreparedData.TEST));
    assertThat(comparison.warnings()).isEmpty();
    assertThat(scores.testOrders()).isEqualTo("both");
    assertThat(scores.testBaskets()).isEqualTo(test.size());
    assertThat(scores.trainedOn()).isZero();
    assertThat(scores.baskets()).isEqualTo(test.size() - scores.tooSmall());
    for (ComparedMetric metric : scores.metrics()) {
      assertThat(metric.difference().value())
          .isCloseTo(metric.b().value() - metric.a().value(), within(1e-12));
    }
    assertThat(hitRate(scores).a().value()).isEqualTo(ownHitRate(before));
    assertThat(hitRate(scores).b().value()).isEqualTo(ownHitRate(other));
  }

  private static ComparedMetric hitRate(ComparedScores scores) {
    assertThat(scores.metrics())
        .extracting(ComparedMetric::metric)
        .containsExactly("HR@10", "HR@100", "NDCG@10", "MRR");
    return scores.metrics().getFirst();
  }

  private static double ownHitRate(Path run) {
    return Json.read(run.resolve(EvaluationReport.FILE), EvaluationReport.class)
        .scores()
        .getFirst()
        .hitRate10()
        .value();
  }

  @Test
  void productsAreNewOrGoneAndNeighboursSayWhoLearnedThem() throws Exception {
    RunComparison comparison = compare(before, after);
    assertThat(comparison.a().dim()).isEqualTo(8);
    assertThat(comparison.b().dim()).isEqualTo(12);
    ComparedProducts products = comparison.products();
    assertThat(products.common()).isEqualTo(32);
    assertThat(products.added()).isEqualTo(8);
    assertThat(products.gone()).isZero();
    assertThat(products.addedProducts())
        .hasSize(8)
        .allMatch(product -> "aisle 4".equals(product.categories().get("aisle")))
        .isSortedAccordingTo((one, two) -> Long.compare(two.count(), one.count()));
    RunComparison back = compare(after, before);
    assertThat(back.products().goneProducts()).isEqualTo(products.addedProducts());
    assertThat(back.products().addedProducts()).isEmpty();
    assertThat(back.neighbours().overlap())
        .isCloseTo(comparison.neighbours().overlap(), within(1e-12));
  }

  @Test
  void changedListsNameWhoCameInAndWhoLeft() throws Exception {
    ComparedLists lists = compare(before, after).neighbours();
    assertThat(lists.changedProducts())
        .hasSize(lists.changed())
        .isSortedAccordingTo((one, two) -> Double.compare(one.overlap(), two.overlap()))
        .allSatisfy(product -> {
          assertThat(product.cameIn()).hasSize(10 - product.kept());
          assertThat(product.left()).hasSize(10 - product.kept());
          assertThat(product.cameIn()).allMatch(it -> List.of("both", "b").contains(it.learned()));
          assertThat(product.left()).allMatch(it -> it.learned().equals("both"));
          assertThat(product.ordersA()).isPositive();
        });
    assertThat(
            lists.changedProducts().stream().mapToInt(ChangedProduct::kept).sum()
                + 10 * (32 - lists.changed()))
        .isEqualTo((int) Math.round(lists.kept() * 320));
  }

  @Test
  void ordersThatTheOtherModelWasTrainedOnAreLeftOutAndCounted() throws Exception {
    RunComparison comparison = compare(before, split);
    ComparedScores scores = comparison.scores();
    assertThat(scores.testOrders()).isEqualTo("b");
    assertThat(scores.trainedOn()).isPositive();
    assertThat(scores.baskets())
        .isPositive()
        .isEqualTo(scores.testBaskets() - scores.tooSmall() - scores.trainedOn());
    assertThat(comparison.warnings())
        .containsExactly(
            "%s was trained on orders with the ids of %s test baskets of %s; these are left out"
                .formatted(before.getFileName(), scores.trainedOn(), split.getFileName()));
  }

  @Test
  void laterOrdersUnderTheSameSplitAreTestOrdersOfNobodyElse() throws Exception {
    ComparedScores scores = compare(before, after).scores();
    assertThat(scores.testOrders()).isEqualTo("b");
    assertThat(scores.trainedOn()).isZero();
    assertThat(scores.rankedProducts()).isEqualTo(32);
  }

  @Test
  void aModelWithoutTestOrdersIsScoredOnTheOthersIfItWasNotTrainedOnThem() throws Exception {
    RunComparison trainedOnAll = compare(before, whole);
    assertThat(trainedOnAll.scores().testOrders()).isEqualTo("a");
    assertThat(trainedOnAll.scores().baskets()).isZero();
    assertThat(trainedOnAll.warnings())
        .hasSize(3)
        .first()
        .isEqualTo(
            "%s has no test orders, so the ones of %s are used"
                .formatted(whole.getFileName(), before.getFileName()));
    assertThat(trainedOnAll.warnings())
        .last()
        .isEqualTo("no test basket is left, so nothing was scored");
    RunComparison neither = compare(whole, whole);
    assertThat(neither.scores().testOrders()).isEqualTo("none");
    assertThat(neither.warnings())
        .containsExactly("neither run has test orders, so nothing was scored");
    assertThat(neither.scores().metrics()).hasSize(4);
  }

  @Test
  void threadsDoNotChangeTheDocument() throws Exception {
    String one = Json.text(compare(before, after, 1, ALL));
    assertThat(Json.text(compare(before, after, 3, ALL))).isEqualTo(one);
  }

  @Test
  void shorterListsAreTheBeginningOfLongerOnes() throws Exception {
    RunComparison all = compare(before, after);
    RunComparison three = compare(before, after, 2, 3);
    assertThat(Json.text(all.first(3))).isEqualTo(Json.text(three));
    assertThat(three.products().addedProducts()).hasSize(3);
    assertThat(three.products().added()).isEqualTo(8);
    assertThat(three.drift().driftedProducts()).hasSize(3);
    assertThat(three.neighbours().changed()).isEqualTo(all.neighbours().changed());
  }

  @Test
  void productsWithOtherNamesAreDoubted(@TempDir Path folder) throws Exception {
    train(folder, orders(1, 1_200, 0), "products.name-column", "aisle");
    assertThat(compare(before, folder).warnings())
        .containsExactly(
            "32 of 32 common products have another name in %s: perhaps their ids mean other products"
                .formatted(folder.getFileName()));
  }

  @Test
  void modelsWithoutACommonProductAreRefused(@TempDir Path folder) throws Exception {
    train(folder, orders(1, 1_200, 40));
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> compare(before, folder))
        .withMessageContaining("have no product in common, by id: ");
  }

  @Test
  void aFolderWithoutAModelIsRefused(@TempDir Path folder) {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> ComparedModel.open(folder))
        .withMessageContaining("holds no model.safetensors");
  }

  @Test
  void anInterruptEndsIt() throws Exception {
    ComparedModel model = ComparedModel.open(before);
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> Comparison.of(model, model, QUICK, 1, ALL));
  }

  private static RunComparison compare(Path a, Path b) throws Exception {
    return compare(a, b, 2, ALL);
  }

  private static RunComparison compare(Path a, Path b, int threads, int limit) throws Exception {
    return Comparison.of(ComparedModel.open(a), ComparedModel.open(b), QUICK, threads, limit);
  }

  /// Orders of four aisles.
  private static String orders(int first, int last, int firstAisle) {
    StringBuilder orders = new StringBuilder();
    for (int order = first; order <= last; order++) {
      Random random = new Random(order * 0x9E3779B97F4A7C15L);
      int aisle = firstAisle + random.nextInt(4);
      TreeSet<Integer> basket = new TreeSet<>();
      int size = 2 + random.nextInt(4);
      while (basket.size() < size) {
        basket.add(8 * aisle + random.nextInt(8));
      }
      for (int product : basket) {
        orders.append(order).append(',').append(product).append('\n');
      }
    }
    return orders.toString();
  }

  private static void train(Path folder, String orders, String... more)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("orders.csv"), "order_id,product_id\n" + orders);
    StringBuilder products = new StringBuilder("product_id,product_name,aisle\n");
    for (int product = 0; product < 400; product++) {
      products.append("%s,name %s,aisle %s\n".formatted(product, product, product / 8));
    }
    Files.writeString(folder.resolve("products.csv"), products);
    Map<String, List<String>> keys = new LinkedHashMap<>();
    keys.put("orders.files", List.of(folder.resolve("orders.csv").toString()));
    keys.put("products.files", List.of(folder.resolve("products.csv").toString()));
    keys.put("products.category-columns", List.of("aisle"));
    keys.put("products.max-new", List.of("0"));
    keys.put("quality.min-products", List.of("2"));
    keys.put("training.dim", List.of("8"));
    keys.put("training.epochs", List.of("3"));
    keys.put("training.noise-products", List.of("32"));
    keys.put("training.threads", List.of("1"));
    for (int i = 0; i < more.length; i += 2) {
      keys.put(more[i], List.of(more[i + 1]));
    }
    Config config = Config.SCHEMA.load(Optional.empty(), Map.of(), keys).config();
    TaskFolder tasks =
        new TaskFolder(
            "shop",
            folder,
            WriteGuard.OPEN,
            config,
            LocalEngine.of(Map.of(), Stores.local()),
            TaskListener.NONE,
            Clock.systemUTC());
    for (TaskId task :
        List.of(
            TaskId.PRE_PROCESS_DATA,
            TaskId.RUN_DATA_QUALITY_CHECKS,
            TaskId.MODEL_TRAINING,
            TaskId.POST_PROCESSING)) {
      tasks.run(task);
    }
  }
}
