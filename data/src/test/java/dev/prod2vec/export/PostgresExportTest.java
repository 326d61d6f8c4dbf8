package dev.prod2vec.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.linalg.Matrix;
import dev.prod2vec.model.ProductModel;
import dev.prod2vec.postgres.PostgresException;
import dev.prod2vec.postgres.TestPostgres;
import dev.prod2vec.recommend.Basis;
import dev.prod2vec.recommend.Neighbour;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A real PostgreSQL, without pgvector; with it, `acceptance/check_postgres.py` looks at the same
/// tables.
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "PostgreSQL for the tests is a Linux program")
class PostgresExportTest {
  private static final String SCHEMA = "Our \"vectors\"";
  private static final String QUOTED = "\"Our \"\"vectors\"\"\".";

  private final TestPostgres postgres = TestPostgres.database();

  @Test
  void everyNameAndNumberSurvives() throws Exception {
    Embedding embedding = embedding(7, 5);
    Matrix similarity = model(embedding).similarity(1);
    int stride = similarity.stride();
    var storage = export("run 'one'", embedding).write(postgres.asOwner(), SCHEMA, 9);
    assertThat(storage).isEqualTo(PostgresExport.Storage.REAL_ARRAY);
    assertThat(
            postgres.texts(
                "SELECT vector::text FROM " + QUOTED + "current_vectors ORDER BY product_id"))
        .isEqualTo(
            IntStream.range(0, 7)
                .mapToObj(i ->
                    postgresText(
                        Arrays.copyOfRange(similarity.values(), i * stride, i * stride + 5)))
                .toList());
    assertThat(
            postgres.texts(
                "SELECT product_name FROM " + QUOTED + "current_products ORDER BY index"))
        .isEqualTo(IntStream.range(0, 7).mapToObj(PostgresExportTest::name).toList());
    assertThat(
            postgres.texts(
                "SELECT categories->>'the \"aisle\"' FROM "
                    + QUOTED
                    + "current_products ORDER BY index LIMIT 2"))
        .containsExactly("aisle \"0\"", "aisle \"1\"");
    assertThat(
            postgres.texts(
                "SELECT concat_ws('|', product_id, kind, rank, neighbour_id, score, bought_together, lift) FROM "
                    + QUOTED
                    + "current_neighbours WHERE product_id = 'id-3' ORDER BY kind, rank"))
        .containsExactly("id-3|complement|1|id-5|0.25|4|1.5", "id-3|substitute|1|id-4|0.5|4|1.5");
    assertThat(postgres.texts("SELECT run_id FROM " + QUOTED + "current_run"))
        .containsExactly("run 'one'");
  }

  @Test
  void anExportDoneAgainLeavesOneRunAndAnOlderRunCanBecomeCurrentAgain() throws Exception {
    export("one", embedding(3, 4)).write(postgres.asOwner(), "s", 9);
    export("two", embedding(5, 8)).write(postgres.asOwner(), "s", 9);
    export("two", embedding(5, 8)).write(postgres.asOwner(), "s", 9);
    assertThat(postgres.texts("SELECT run_id FROM s.runs ORDER BY run_id"))
        .containsExactly("one", "two");
    assertThat(postgres.texts("SELECT count(*) FROM s.vectors")).containsExactly("8");
    assertThat(postgres.texts("SELECT count(*) FROM s.current_vectors")).containsExactly("5");
    export("one", embedding(3, 4)).write(postgres.asOwner(), "s", 9);
    assertThat(postgres.texts("SELECT count(*) FROM s.current_vectors")).containsExactly("3");
  }

  @Test
  void keepsAsManyRunsAsItShould() throws Exception {
    for (String run : List.of("one", "two", "three")) {
      export(run, embedding(3, 4)).write(postgres.asOwner(), "s", 2);
    }
    assertThat(postgres.texts("SELECT run_id FROM s.runs ORDER BY run"))
        .containsExactly("two", "three");
    assertThat(postgres.texts("SELECT count(*) FROM s.products")).containsExactly("6");
    assertThat(postgres.texts("SELECT count(*) FROM s.neighbours")).containsExactly("12");
  }

  @Test
  void whoReadsMeanwhileSeesTheRunBeforeAndAnExportThatFailsLeavesIt() throws Exception {
    export("one", embedding(3, 4)).write(postgres.asOwner(), "s", 1);
    List<String> seen = new ArrayList<>();
    PostgresExport broken =
        new PostgresExport(
            "two",
            "1",
            model(embedding(500, 4)),
            product -> {
              if (product == 400) {
                seen.addAll(postgres.texts("SELECT count(*) FROM s.current_vectors"));
                seen.addAll(postgres.texts("SELECT count(*) FROM s.vectors"));
                postgres.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'prod2vec'");
              }
              return neighbours(product, 500, 1);
            },
            product -> neighbours(product, 500, 2));
    assertThatThrownBy(() -> broken.write(postgres.asOwner(), "s", 1))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("the connection was lost");
    assertThat(seen).containsExactly("3", "3");
    assertThat(postgres.texts("SELECT run_id FROM s.current_run")).containsExactly("one");
    assertThat(postgres.texts("SELECT count(*) FROM s.vectors")).containsExactly("3");
  }

  @Test
  void tablesOfSomebodyElseAreLeftAlone() {
    postgres.execute(
        "CREATE TABLE public.vectors (mine int); INSERT INTO public.vectors VALUES (1)");
    assertThatThrownBy(() -> export("one", embedding(3, 4)).write(postgres.asOwner(), "public", 1))
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("has other tables there, which are left alone")
        .hasMessageContaining("--schema");
    assertThat(postgres.texts("SELECT mine FROM public.vectors")).containsExactly("1");
  }

  @Test
  void aRoleThatMayOnlyReadReadsTheViewsAndCannotExport() throws Exception {
    postgres.execute("CREATE SCHEMA s");
    postgres.execute("GRANT USAGE ON SCHEMA s TO reader");
    export("one", embedding(3, 4)).write(postgres.asOwner(), "s", 9);
    postgres.execute("GRANT SELECT ON s.current_vectors TO reader");
    export("two", embedding(5, 8)).write(postgres.asOwner(), "s", 9);
    assertThat(
            postgres.texts("SELECT has_table_privilege('reader', 's.current_vectors', 'SELECT')"))
        .containsExactly("t");
    assertThatThrownBy(() ->
            export("three", embedding(3, 4))
                .write(postgres.asReader(TestPostgres.PASSWORD), "s", 9))
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("schema s: ")
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() ->
            export("three", embedding(3, 4))
                .write(postgres.asReader(TestPostgres.PASSWORD), "other", 9))
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("permission denied");
  }

  @Test
  void vectorsGoInQuickly() throws Exception {
    int size = 40_000;
    PostgresExport export =
        new PostgresExport("one", "1", model(embedding(size, 128)), _ -> List.of(), _ -> List.of());
    long start = System.nanoTime();
    export.write(postgres.asOwner(), "s", 1);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%,.0f vectors of 128 numbers per second into PostgreSQL%n", size / seconds);
    assertThat(postgres.texts("SELECT count(*) FROM s.current_vectors")).containsExactly("40000");
  }

  private static PostgresExport export(String run, Embedding embedding) {
    int size = embedding.size();
    IntFunction<List<Neighbour>> substitutes = product -> neighbours(product, size, 1);
    IntFunction<List<Neighbour>> complements = product -> neighbours(product, size, 2);
    return new PostgresExport(run, "1.0", model(embedding), substitutes, complements);
  }

  private static List<Neighbour> neighbours(int product, int size, int step) {
    return List.of(
        new Neighbour((product + step) % size, 0.5f / step, product, 4, 0.1, 1.5, Basis.ORDERS));
  }

  private static String name(int product) {
    return "Crème \"brûlée\", 🍮 'No.'\t" + product;
  }

  private static ProductModel model(Embedding embedding) {
    return new ProductModel(
        vocabulary(embedding.size()), embedding, Map.of(), () -> Baskets.of(new int[0][]));
  }

  private static Vocabulary vocabulary(int size) {
    return new Vocabulary(
        List.of("the \"aisle\""),
        IntStream.range(0, size)
            .mapToObj(
                i -> new Product(i, "id-" + i, name(i), List.of("aisle \"" + i + "\""), size - i))
            .toList());
  }

  private static Embedding embedding(int size, int dim) {
    Random random = new Random(1);
    float[] input = new float[size * dim];
    for (int i = 0; i < input.length; i++) {
      input[i] = (float) random.nextGaussian();
    }
    return new Embedding(size, dim, input, input, new float[size], BasketScore.EXPONENTIAL_SUM);
  }

  /// PostgreSQL, too, writes the shortest text that gives the same float.
  private static String postgresText(float[] values) {
    return "{"
        + String.join(
            ",",
            IntStream.range(0, values.length).mapToObj(i -> Float.toString(values[i])).toList())
        + "}";
  }
}
