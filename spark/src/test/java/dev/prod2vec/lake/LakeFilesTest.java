package dev.prod2vec.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.duckdb.Sql;
import dev.prod2vec.file.WriteGuard;
import dev.prod2vec.ingest.BadFiles.Bad;
import dev.prod2vec.ingest.GoodFiles;
import dev.prod2vec.ingest.GoodFiles.Good;
import dev.prod2vec.ingest.OrderFile;
import dev.prod2vec.ingest.OrdersConfig;
import dev.prod2vec.ingest.Shop;
import dev.prod2vec.shared.ClusterSession;
import dev.prod2vec.shared.SharedFolder;
import dev.prod2vec.task.TaskFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What [dev.prod2vec.ingest.Ingest] does is the oracle. A whole preparation on Spark takes
/// seconds, so shapes share one where they can.
class LakeFilesTest {
  /// Shapes of which Spark does more than read a file in a task: it numbers, names or joins files,
  /// counts what is missing, or has no orders of a second kind.
  private static final Set<String> ALONE =
      Set.of(
          "glob and file, columns in another order",
          "rows without an id",
          "lines of baskets",
          "lines of baskets in another dialect",
          "one basket only",
          "decimal commas in a filter",
          "blanks and invisible marks around ids, in Parquet",
          "the same file names in two folders, with the file in the order's id");

  @TempDir private Path folder;

  static Stream<Good> alone() {
    List<Good> all = GoodFiles.all().toList();
    assertThat(all.stream().map(Good::what)).containsAll(ALONE);
    return all.stream().filter(file -> ALONE.contains(file.what()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("alone")
  void preparesOrdersAsDuckDbDoes(Good good) throws Exception {
    assertThat(Twins.assertSame(good.setup().of(Shop.in(folder)), 2)).isNotNull();
  }

  /// All shapes that need no setting are the files of one shop.
  @Test
  void preparesManyShapesAtOnceAsDuckDbDoes() throws Exception {
    List<String> files = new ArrayList<>();
    for (Good good : GoodFiles.all().toList()) {
      Shop shop = good.setup().of(Shop.in(folder.resolve("shape-" + files.size())));
      if (shop.orders().withFiles(List.of()).equals(OrdersConfig.DEFAULT)) {
        files.addAll(shop.orders().files());
      }
    }
    assertThat(files).hasSizeGreaterThan(20);
    Shop all = Shop.in(folder).withOrderFiles(files.toArray(String[]::new)).withOrderIdsPerFile();
    assertThat(Twins.assertSame(all, 7)).isNotNull();
  }

  /// Each shape is read by a task of one job, with its own settings.
  @Test
  void tasksReadTheOrdersOfEveryShape() throws Exception {
    List<Good> goods = GoodFiles.all().toList();
    List<OrderFile> files = new ArrayList<>();
    List<Integer> shapes = new ArrayList<>();
    for (int shape = 0; shape < goods.size(); shape++) {
      Shop shop = goods.get(shape).setup().of(Shop.in(folder.resolve("shape-" + shape)));
      for (OrderFile file : FoundFiles.of(shop)) {
        files.add(
            new OrderFile(
                file.config(),
                files.size(),
                file.prefix(),
                file.name(),
                file.path(),
                file.bytes(),
                file.sha256(),
                file.joined()));
        shapes.add(shape);
      }
    }
    Path here = Files.createDirectory(folder.resolve("here"));
    Path there = Files.createDirectory(folder.resolve("there"));
    ClusterSession cluster =
        LocalSpark.cluster(new TaskFiles(there, there, there, WriteGuard.OPEN));
    SharedFolder lake = cluster.files().unfinished("lake");
    OrderReading reading =
        new OrderReading(
            JavaSparkContext.fromSparkContext(cluster.spark().sparkContext()),
            new ForeignFiles(cluster.spark(), lake),
            lake);
    List<String> facts = reading.read(files, List.of());
    for (OrderFile file : files) {
      assertThat(facts.get(file.number()))
          .as(goods.get(shapes.get(file.number())).what())
          .isEqualTo(file.read(0, here, 1, here.resolve("parts")));
    }
    SharedFolder lines = lake.folder(OrderFile.Part.LINE.folder());
    for (OrderFile file : files) {
      String name = file.number() + ".parquet";
      lines.get(name, here.resolve(name));
    }
    for (int shape = 0; shape < goods.size(); shape++) {
      List<Path> own = new ArrayList<>();
      for (OrderFile file : files) {
        if (shapes.get(file.number()) == shape) {
          own.add(here.resolve(file.number() + ".parquet"));
        }
      }
      assertThat(baskets(own))
          .as(goods.get(shape).what())
          .containsExactlyElementsOf(goods.get(shape).baskets());
    }
  }

  /// The lines as the baskets that preparation makes of them: products by falling number of orders.
  private static List<String> baskets(List<Path> lines) throws Exception {
    String files = String.join(", ", lines.stream().map(Sql::text).toList());
    return Shop.select(
        """
        WITH bought AS (
          SELECT DISTINCT order_id, product_id FROM read_parquet([%s])
          WHERE order_id IS NOT NULL AND product_id IS NOT NULL)
        SELECT order_id || ': ' || string_agg(product_id, ' ' ORDER BY orders DESC, product_id)
        FROM bought JOIN (
          SELECT product_id, count(*) AS orders FROM bought GROUP BY product_id) USING (product_id)
        GROUP BY order_id ORDER BY order_id\
        """
            .formatted(files));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "dev.prod2vec.ingest.BadFiles#files",
    "dev.prod2vec.ingest.BadFiles#content",
    "dev.prod2vec.ingest.BadFiles#columns",
    "dev.prod2vec.ingest.Dialects#refused"
  })
  void refusesBadFilesInTheSameWords(Bad bad) throws Exception {
    assertThat(Twins.assertSame(bad.setup().of(Shop.in(folder)), 100)).isNull();
  }
}
