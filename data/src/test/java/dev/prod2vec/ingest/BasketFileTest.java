package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.duckdb.Database;
import dev.prod2vec.file.InputException;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Stores;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of baskets of the products a, b and c.
class BasketFileTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of(),
          List.of(
              new Product(0, "a", "A", List.of(), 9),
              new Product(1, "b", "B", List.of(), 8),
              new Product(2, "c", "C", List.of(), 7)));

  @TempDir private Path folder;

  @Test
  void basketsComeInTheOrderOfTheirFirstRowsWithEachProductOnce() throws Exception {
    write("b.csv", "order_id,product_id\n9,c\n10,a\n9,a\n9,c\n2,x\n 10 ,b\n");
    try (BasketFile file = read(config("b.csv", OrdersFormat.ROWS))) {
      assertThat(baskets(file)).containsExactly("9 [0, 2]", "10 [0, 1]", "2 []");
      assertThat(file.size()).isEqualTo(3);
      assertThat(file.faults().bad()).isZero();
      assertThat(file.faults().unknownRows()).isEqualTo(1);
      assertThat(file.faults().unknown()).containsExactly("x");
    }
  }

  @Test
  void manyRowsInAnyOrderGiveTheBasketsThatAMapGives() throws Exception {
    Random random = new Random(1);
    StringBuilder csv = new StringBuilder("order_id,product_id\n");
    Map<Integer, TreeSet<Integer>> expected = new LinkedHashMap<>();
    for (int row = 0; row < 200_000; row++) {
      int order = random.nextInt(30_000);
      int product = random.nextInt(3);
      csv.append(order).append(',').append("abc".charAt(product)).append('\n');
      expected.computeIfAbsent(order, _ -> new TreeSet<>()).add(product);
    }
    write("b.csv", csv.toString());
    try (BasketFile file = read(config("b.csv", OrdersFormat.ROWS))) {
      assertThat(baskets(file))
          .isEqualTo(
              expected.entrySet().stream().map(it -> it.getKey() + " " + it.getValue()).toList());
    }
  }

  @Test
  void aFilterLeavesRowsOutAndFaultyOnesAreNamedAllTheSame() throws Exception {
    write("b.csv", "order_id,product_id,quantity\n1,a,2\n1,b,0\n,c,1\n2,b,3,4\n3,c,5\n,a,0\n");
    OrdersConfig config =
        new OrdersConfig(
            List.of(folder.resolve("b.csv").toString()),
            OrdersFormat.ROWS,
            "order_id",
            "product_id",
            ",",
            "quantity > 0");
    try (BasketFile file = read(config)) {
      assertThat(baskets(file)).containsExactly("1 [0]", "3 [2]");
      assertThat(file.faults().bad()).isEqualTo(2);
      assertThat(file.faults().named())
          .satisfiesExactly(
              first -> assertThat(first).contains("b.csv:4: no order id"),
              second -> assertThat(second).contains("b.csv:5: 4 fields found, 3 expected"));
    }
  }

  @Test
  void rowsThatAreBrokenOrLackAnIdAreNamedByTheirLineAndTheOthersStay() throws Exception {
    String text =
        "order_id,product_id,note\n7,a,x\n7,b,\"two\nlines\"\n2,c\n\n3,a,z,w\n,a,ok\n1,NULL,ok\n1,c,\"a \"\"b\"\" c\"\n";
    write("b.csv", text);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("b.csv.gz")))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    for (String name : List.of("b.csv", "b.csv.gz")) {
      String path = folder.resolve(name).toString();
      try (BasketFile file = read(config(name, OrdersFormat.ROWS))) {
        assertThat(baskets(file)).containsExactly("7 [0, 1]", "1 [2]");
        assertThat(file.faults().bad()).isEqualTo(4);
        assertThat(file.faults().named())
            .containsExactly(
                path
                    + ":5: 2 fields found, 3 expected, as the header has (\"order_id\", \"product_id\", \"note\")",
                path
                    + ":7: 4 fields found, 3 expected, as the header has (\"order_id\", \"product_id\", \"note\")",
                path + ":8: no order id; both expected",
                path + ":9: no product id; both expected");
      }
    }
  }

  @Test
  void productsThatListsLackAreCountedWithoutALine() throws Exception {
    write(
        "b.jsonl",
        """
        {"order_id": 1, "product_id": ["a", null, "c"]}
        {"order_id": 2, "product_id": []}
        """);
    try (BasketFile file = read(config("b.jsonl", OrdersFormat.ROWS))) {
      assertThat(baskets(file)).containsExactly("1 [0, 2]");
      assertThat(file.faults().bad()).isEqualTo(2);
      assertThat(file.faults().named())
          .containsExactly(
              folder.resolve("b.jsonl") + ": product 2 of its lists: no product id; both expected",
              folder.resolve("b.jsonl") + ": product 4 of its lists: no product id; both expected");
    }
  }

  @Test
  void onlyTheFirstBadRowsAreNamedButAllAreCounted() throws Exception {
    write("b.csv", "order_id,product_id\n1,a\n" + "2\n".repeat(700) + ",b\n".repeat(300));
    try (BasketFile file = read(config("b.csv", OrdersFormat.ROWS))) {
      assertThat(file.faults().bad()).isEqualTo(1000);
      assertThat(file.faults().named()).hasSize(5).first().asString().contains("b.csv:3: ");
    }
  }

  @Test
  void aQuoteThatIsNotClosedIsRefusedSinceNobodyKnowsWhereItsRowEnds() throws Exception {
    write("b.csv", "order_id,product_id\n1,a\n2,\"b\n3,c\n");
    assertThatThrownBy(() -> read(config("b.csv", OrdersFormat.ROWS)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(folder.resolve("b.csv") + ":3: a field begins with a quote");
    assertThat(temporary()).isEmpty();
  }

  @Test
  void aLineIsABasketWithTheNumberOfTheLineAsItsId() throws Exception {
    write("b.txt", "a;c\n\n\"b\n x;NULL; b\nx\n");
    OrdersConfig usual = config("b.txt", OrdersFormat.BASKETS);
    OrdersConfig config =
        new OrdersConfig(usual.files(), OrdersFormat.BASKETS, "order_id", "product_id", ";", "");
    try (BasketFile file = read(config)) {
      assertThat(baskets(file)).containsExactly("1 [0, 2]", "4 [1]", "5 []");
      assertThat(file.faults().named())
          .containsExactly(
              folder.resolve("b.txt") + ":3: a quote that is not closed at the end of its field");
    }
  }

  @Test
  void parquetNamesTheRow() throws Exception {
    try (Database database = Database.open(folder)) {
      database.execute(
          "COPY (SELECT * FROM (VALUES (1, 'a'), (NULL, 'b'), (2, 'c')) AS t(order_id, product_id)) TO '%s'"
              .formatted(folder.resolve("b.parquet")));
    }
    try (BasketFile file = read(config("b.parquet", OrdersFormat.ROWS))) {
      assertThat(baskets(file)).containsExactly("1 [0]", "2 [2]");
      assertThat(file.faults().named())
          .containsExactly(folder.resolve("b.parquet") + ": row 2: no order id; both expected");
    }
  }

  @Test
  void aFileWithoutAnyKnownProductIsRefused() throws Exception {
    write("b.csv", "order_id,product_id\n1,milk\n");
    assertThatThrownBy(() -> read(config("b.csv", OrdersFormat.ROWS)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no row names a product of the model; it has \"milk\"\nhint: ");
    write("c.csv", "order,product_id\n1,a\n");
    assertThatThrownBy(() -> read(config("c.csv", OrdersFormat.ROWS)))
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("no column \"order_id\"");
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  private List<Path> temporary() throws Exception {
    try (var files = Files.list(folder)) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  private OrdersConfig config(String name, OrdersFormat format) {
    return new OrdersConfig(
        List.of(folder.resolve(name).toString()), format, "order_id", "product_id", ",", "");
  }

  private BasketFile read(OrdersConfig config) throws InterruptedException {
    return BasketFile.read(config, VOCABULARY, Stores.local(), folder);
  }

  /// All baskets, read in pages.
  private static List<String> baskets(BasketFile file) throws InterruptedException {
    List<String> all = new ArrayList<>();
    int page = file.size() > 10 ? 10_000 : 2;
    for (long first = 0; first < file.size(); first += page) {
      BasketFile.Page some = file.page(first, page);
      for (int i = 0; i < some.ids().size(); i++) {
        all.add(some.ids().get(i) + " " + Arrays.toString(some.products().get(i)));
      }
    }
    return all;
  }
}
