package dev.prod2vec.model;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.embedding.BasketScore;
import dev.prod2vec.embedding.Embedding;
import dev.prod2vec.embedding.Safetensors;
import dev.prod2vec.feature.ProductFeature;
import dev.prod2vec.feature.SideInformation;
import dev.prod2vec.file.InputException;
import dev.prod2vec.prepared.PreparedData;
import dev.prod2vec.recommend.NeighbourFilter;
import dev.prod2vec.recommend.NeighbourKind;
import dev.prod2vec.recommend.Recommender;
import dev.prod2vec.setting.KebabCase;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.ProductSearch;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders with the files of a small model.
class ProductModelTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws Exception {
    vocabulary(folder, "milk", "bread", "salt");
    vectors(3);
    baskets(folder.resolve(PreparedData.BASKETS), "[0, 1]", "[0, 1]", "[1, 2]");
  }

  @Test
  void aFolderIsOpenedAndAnswers() throws Exception {
    ProductModel model = ProductModel.open(folder);
    assertThat(model.vocabulary().product(1).id()).isEqualTo("bread");
    assertThat(model.embedding().size()).isEqualTo(3);
    assertThat(model.metadata()).containsEntry(ProductModel.CONFIG, "{}");
    assertThat(model.evidence().count(0, 1)).isEqualTo(2);
    FoundProduct milk = new ProductSearch(model.vocabulary()).find("MILK").orElseThrow();
    NeighbourAnswer answer =
        NeighbourAnswer.of(
            new NeighbourQuestion(NeighbourKind.COMPLEMENT, 10),
            List.of(milk),
            model.recommender(1),
            model.vocabulary());
    assertThat(answer.neighbours())
        .singleElement()
        .satisfies(bread -> assertThat(bread.together()).isEqualTo(2));
  }

  @Test
  void theBasketsAreReadOnlyWhenTheyAreNeeded() throws Exception {
    Files.delete(folder.resolve(PreparedData.BASKETS));
    ProductModel model = ProductModel.open(folder);
    assertThat(model.vocabulary().size()).isEqualTo(3);
    assertThatThrownBy(model::evidence)
        .isInstanceOf(InputException.class)
        .hasMessage(folder.resolve(PreparedData.BASKETS) + ": no such file");
  }

  @Test
  void aFolderWithoutVectorsIsRefused() throws Exception {
    Files.delete(folder.resolve(ProductModel.FILE));
    assertThatThrownBy(() -> ProductModel.open(folder))
        .isInstanceOf(WrongUseException.class)
        .hasMessage(
            folder
                + ": holds no model.safetensors\nhint: name a run, or a folder that prod2vec train"
                + " wrote");
  }

  @Test
  void moreVectorsThanProductsAreRefused() throws Exception {
    Files.delete(folder.resolve(ProductModel.FILE));
    vectors(4);
    assertThatThrownBy(() -> ProductModel.open(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(
            folder.resolve(ProductModel.FILE)
                + ": has 4 vectors, but the vocabulary beside it has 3 products");
  }

  @Test
  void aLookupAnswersTheSameWithoutParquet() throws Exception {
    ProductModel slow = ProductModel.openToAsk(folder);
    slow.writeLookup(folder.resolve(ProductModel.LOOKUP));
    Files.delete(folder.resolve(PreparedData.BASKETS));
    Files.delete(folder.resolve(PreparedData.VOCABULARY));
    ProductModel fast = ProductModel.openToAsk(folder);
    assertThat(fast.vocabulary()).isEqualTo(slow.vocabulary());
    assertThat(fast.metadata()).isEqualTo(slow.metadata());
    for (NeighbourKind kind : NeighbourKind.values()) {
      assertThat(fast.recommender(1).neighbours(kind, new int[] {1}, 2, NeighbourFilter.NONE))
          .isEqualTo(slow.recommender(1).neighbours(kind, new int[] {1}, 2, NeighbourFilter.NONE));
    }
  }

  @Test
  void aFolderWithNewProductsAnswersForThemWithAndWithoutALookup() throws Exception {
    Path shop = shopWithNewProduct();
    ProductModel slow = ProductModel.open(shop);
    assertThat(slow.vocabulary().newProducts()).extracting(Product::id).containsExactly("new");
    assertThat(slow.trained().vocabulary().size()).isEqualTo(8);
    assertThat(slow.trained().similarity(1).values())
        .isEqualTo(Arrays.copyOf(slow.similarity(1).values(), 8 * slow.similarity(1).stride()));
    slow.writeLookup(shop.resolve(ProductModel.LOOKUP));
    ProductModel fast = ProductModel.openToAsk(shop);
    assertThat(fast.vocabulary()).isEqualTo(slow.vocabulary());
    assertThat(fast.embedding().input()).isEqualTo(slow.embedding().input());
    int asked = slow.vocabulary().newProducts().getFirst().index();
    assertThat(fast.recommender(1).substitutes(asked, 3))
        .isEqualTo(slow.recommender(1).substitutes(asked, 3))
        .first()
        .satisfies(first -> assertThat(first.product()).isIn(0, 4));
    assertThat(fast.recommender(1).complete(new int[] {1, asked}, 3))
        .isEqualTo(slow.recommender(1).complete(new int[] {1, asked}, 3));
    Files.delete(shop.resolve(PreparedData.NEW_PRODUCTS));
    Files.delete(shop.resolve(ProductModel.LOOKUP));
    assertThat(ProductModel.open(shop).vocabulary().size()).isEqualTo(8);
  }

  /// Eight products with names in pairs, and two in too few orders, one of which nothing places.
  private Path shopWithNewProduct() throws Exception {
    Path shop = Files.createDirectory(folder.resolve("shop"));
    String names = "['wool red', 'cotton blue', 'pen red', 'tin']";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT CAST(i AS INTEGER) AS index, 'p' || i AS product_id, %s[1 + i %% 4] AS product_name, 20 - i AS count FROM range(8) t(i) ORDER BY i) TO '%s'"
              .formatted(names, shop.resolve(PreparedData.VOCABULARY)));
      statement.execute(
          "COPY (FROM (VALUES (0::INTEGER, 'new', 'red wool scarf', 2::BIGINT), (1, 'unknown', 'granite', 0)) t(index, product_id, product_name, count)) TO '%s'"
              .formatted(shop.resolve(PreparedData.NEW_PRODUCTS)));
    }
    baskets(shop.resolve(PreparedData.BASKETS), "[0, 1]", "[2, 4]");
    float[] vectors = new float[8 * 2];
    for (int i = 0; i < 8; i++) {
      vectors[2 * i] = (float) Math.cos(i % 4);
      vectors[2 * i + 1] = (float) Math.sin(i % 4) + 0.01f * i;
    }
    Safetensors.write(
        shop.resolve(ProductModel.FILE),
        new Embedding(8, 2, vectors, vectors, new float[8], BasketScore.EXPONENTIAL_SUM),
        Map.of(ProductModel.CONFIG, "{\"side-information\":[\"names\"]}"));
    return shop;
  }

  @Test
  void aLookupOfOtherVectorsIsIgnored() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    vocabulary(other, "salt", "pepper", "milk");
    baskets(other.resolve(PreparedData.BASKETS), "[0, 2]");
    Files.copy(folder.resolve(ProductModel.FILE), other.resolve(ProductModel.FILE));
    ProductModel model =
        new ProductModel(
            ProductModel.open(other).vocabulary(),
            ProductModel.open(other).embedding(),
            Map.of(ProductModel.VOCABULARY_SHA256, "another"),
            () -> Baskets.of(new int[][] {{0, 2}}));
    model.writeLookup(folder.resolve(ProductModel.LOOKUP));
    assertThat(ProductModel.openToAsk(folder).vocabulary().product(0).id()).isEqualTo("milk");
  }

  @Test
  void aLookupOfVectorsThatStoodThereBeforeIsIgnored() throws Exception {
    ProductModel.open(folder).writeLookup(folder.resolve(ProductModel.LOOKUP));
    Path file = folder.resolve(ProductModel.FILE);
    Safetensors.Model before = Safetensors.read(file);
    before.embedding().input()[0] += 1;
    Files.delete(file);
    Safetensors.write(file, before.embedding(), before.metadata());
    assertThat(ProductModel.openToAsk(folder).similarity(1).values())
        .isEqualTo(ProductModel.open(folder).similarity(1).values());
  }

  @Test
  void similarityUsesWhatTheVectorsWereTrainedWith() throws Exception {
    Vocabulary vocabulary =
        new Vocabulary(
            List.of("aisle"),
            List.of(
                new Product(0, "1", "Oat Milk", List.of("milk"), 9),
                new Product(1, "2", "Rye Bread", List.of("bread"), 8),
                new Product(2, "3", "Goat Milk", List.of("milk"), 5),
                new Product(3, "4", "Salt", List.of("spices"), 1)));
    Embedding embedding =
        new Embedding(
            4,
            2,
            new float[] {1, 2, 3, -1, 2, 0, 0, 1},
            new float[8],
            new float[4],
            BasketScore.EXPONENTIAL_SUM);
    for (Set<ProductFeature> kinds :
        List.of(
            Set.<ProductFeature>of(),
            Set.of(ProductFeature.NAMES),
            Set.of(ProductFeature.CATEGORIES, ProductFeature.NAMES))) {
      String words =
          kinds.stream().map(kind -> '"' + KebabCase.of(kind) + '"').collect(joining(","));
      ProductModel model =
          new ProductModel(
              vocabulary,
              embedding,
              Map.of(ProductModel.CONFIG, "{\"side-information\":[" + words + "]}"),
              () -> Baskets.of(new int[0][]));
      assertThat(model.features()).isEqualTo(kinds);
      assertThat(model.similarity(1).values())
          .isEqualTo(
              Recommender.similarity(
                      embedding, vocabulary.counts(), SideInformation.of(vocabulary, kinds), 1)
                  .values());
    }
  }

  @Test
  void basketsOfAnotherVocabularyBecomeBasketsOfTheModelsProducts() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    vocabulary(other, "salt", "pepper", "milk");
    baskets(other.resolve(PreparedData.TEST), "[0, 2]", "[1]", "[0, 1]");
    assertThat(ProductModel.open(folder).baskets(other.resolve(PreparedData.TEST)))
        .usingRecursiveComparison()
        .isEqualTo(Baskets.of(new int[][] {{0, 2}, {}, {2}}));
  }

  private void vectors(int size) throws Exception {
    float[] input = new float[size * 2];
    for (int i = 0; i < input.length; i++) {
      input[i] = i * i % 7 - 3;
    }
    Safetensors.write(
        folder.resolve(ProductModel.FILE),
        new Embedding(size, 2, input, input.clone(), new float[size], BasketScore.EXPONENTIAL_SUM),
        Map.of(ProductModel.CONFIG, "{}"));
  }

  private static void vocabulary(Path folder, String... ids) throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ids.length; i++) {
      rows.append(i == 0 ? "" : ", ")
          .append("(%s::INTEGER, '%s', '%s', %s::BIGINT)".formatted(i, ids[i], ids[i], 9 - i));
    }
    copy(
        "SELECT * FROM (VALUES %s) AS v(\"index\", product_id, product_name, \"count\")"
            .formatted(rows),
        folder.resolve(PreparedData.VOCABULARY));
  }

  private static void baskets(Path file, String... baskets) throws Exception {
    copy(
        "SELECT unnest(%s)::INTEGER[] AS products"
            .formatted("[%s]".formatted(String.join(", ", baskets))),
        file);
  }

  private static void copy(String query, Path file) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, file));
    }
  }
}
