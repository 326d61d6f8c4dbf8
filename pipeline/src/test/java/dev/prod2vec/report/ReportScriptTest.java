package dev.prod2vec.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.file.Csv;
import dev.prod2vec.file.CsvFormulas;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The script of the report's page, run.
class ReportScriptTest {
  private static final List<String> NAMES =
      List.of(
          "Banana",
          "Organic Banana",
          "Crème brûlée",
          "Banana Bread",
          "Whole Milk",
          "Sourdough \"Country\" Bread, 500 g",
          "=HYPERLINK(\"http://evil\")",
          "日本のお茶",
          "عصير برتقال",
          " Bananas, 1 lb");

  private static Vocabulary vocabulary(int size) {
    List<Product> products =
        IntStream.range(0, size)
            .mapToObj(i ->
                new Product(
                    i,
                    i == 6 ? "-id 6/ü" : "id" + i,
                    i < NAMES.size() ? NAMES.get(i) : "Product number " + i,
                    List.of("aisle " + i % 5, i % 2 == 0 ? "food" : ""),
                    10_000 - i))
            .toList();
    return new Vocabulary(List.of("aisle", "department"), products);
  }

  private static String page(int size, CsvFormulas formulas) throws Exception {
    ReportData plain = Samples.data(vocabulary(size), Samples.epochs(), Samples.scores());
    return Samples.page(
        new ReportData(plain.facts(), Samples.products(vocabulary(size), formulas)));
  }

  private static String page() throws Exception {
    return page(130, CsvFormulas.KEEP);
  }

  @Test
  void itOpensOnTheBestSeller() throws Exception {
    OpenedPage page = OpenedPage.of(page());
    assertThat(page.text("#product-status")).isEqualTo("130 products, the most bought first.");
    assertThat(page.text("#detail-name")).isEqualTo("Banana");
    assertThat(page.text("#detail-facts"))
        .isEqualTo("id id0 · aisle 0 · food · in 10,000 training orders");
    assertThat(page.texts("#product-rows tr.current"))
        .containsExactly("Bananaaisle 0 · food10,000");
    assertThat(page.texts("#substitutes tbody tr")).hasSize(10);
    assertThat(page.texts("#substitutes tbody tr").getFirst())
        .isEqualTo("Organic Bananaaisle 10.981,23424×orders");
    assertThat(page.visible("#complements-none")).isEqualTo(1);
    assertThat(page.visible("#complements")).isZero();
    assertThat(page.hash()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"banana", "BANANA", "banána"})
  void theNameItselfComesFirstAndPartsOfWordsLast(String query) throws Exception {
    OpenedPage page = OpenedPage.of(page());
    page.type("#product-search", query);
    assertThat(page.texts("#product-rows bdi"))
        .containsExactly("Banana", "Banana Bread", "Organic Banana", " Bananas, 1 lb");
    assertThat(page.text("#product-status")).isEqualTo("4 products found.");
  }

  @Test
  void aMisspeltWordIsFound() throws Exception {
    OpenedPage page = OpenedPage.of(page());
    page.type("#product-search", "suordough");
    assertThat(page.texts("#product-rows bdi")).containsExactly(NAMES.get(5));
    assertThat(page.text("#product-status"))
        .isEqualTo("No product has these words; 1 spelt alike.");
    page.type("#product-search", "xyzzyx");
    assertThat(page.texts("#product-rows tr")).isEmpty();
    assertThat(page.text("#product-status")).startsWith("No product has these words, or");
  }

  @Test
  void enterOpensWhatWasFoundAndTheAddressNamesIt() throws Exception {
    OpenedPage page = OpenedPage.of(page());
    page.type("#product-search", "creme");
    page.key("#product-search", "Enter");
    assertThat(page.text("#detail-name")).isEqualTo("Crème brûlée");
    assertThat(page.hash()).isEqualTo("#product=id2");
    page.type("#product-search", "=hyper");
    page.key("#product-search", "Enter");
    assertThat(page.hash()).isEqualTo("#product=-id%206%2F%C3%BC");
    page.back();
    assertThat(page.text("#detail-name")).isEqualTo("Crème brûlée");
    page.back();
    assertThat(page.text("#detail-name")).isEqualTo("Banana");
  }

  @Test
  void aNeighbourCanBeFollowed() throws Exception {
    OpenedPage page = OpenedPage.of(page());
    page.click("#substitutes tbody tr:nth-child(3) button");
    assertThat(page.text("#detail-name")).isEqualTo("Banana Bread");
    assertThat(page.focused()).isEqualTo("Banana Bread");
    assertThat(page.hash()).isEqualTo("#product=id3");
    assertThat(page.texts("#substitutes tbody bdi")).startsWith("Whole Milk").hasSize(10);
    assertThat(page.texts("#map-marks .chosen")).hasSize(1);
    assertThat(page.texts("#map-marks .near")).hasSize(10);
  }

  @Test
  void anAddressOpensItsProductAndAnUnknownOneIsNamed() throws Exception {
    OpenedPage page = OpenedPage.at(page(), "#product=-id%206%2F%C3%BC");
    assertThat(page.text("#detail-name")).isEqualTo(NAMES.get(6));
    page = OpenedPage.at(page(), "#product=100%");
    assertThat(page.text("#product-status"))
        .isEqualTo("This page has no product with the id 100%.");
    assertThat(page.text("#detail-name")).isEqualTo("Banana");
  }

  @ParameterizedTest
  @EnumSource(CsvFormulas.class)
  void aListIsSavedAsTheExportWritesIt(CsvFormulas formulas) throws Exception {
    OpenedPage page = OpenedPage.at(page(12, formulas), "#product=id4");
    page.click("#substitutes-csv");
    List<String> lines = page.saved().content().lines().toList();
    assertThat(page.saved().name()).isEqualTo("substitutes-id4.csv");
    assertThat(page.saved().type()).isEqualTo("text/csv;charset=utf-8");
    assertThat(page.saved().content()).endsWith("\n");
    assertThat(lines.getFirst())
        .isEqualTo(
            "product_id,product_name,kind,rank,neighbour_id,neighbour_name,score,bought_together,lift,source,rests_on");
    List<Product> products = vocabulary(12).products();
    for (int rank = 1; rank <= 10; rank++) {
      Product neighbour = products.get((4 + rank) % 12);
      assertThat(lines.get(rank))
          .startsWith(
              "id4,Whole Milk,substitute,%s,%s,%s,0."
                  .formatted(
                      rank,
                      Csv.field(neighbour.id(), formulas),
                      Csv.field(neighbour.name(), formulas)))
          .endsWith(",1234,23.5,orders,orders");
    }
    assertThat(lines).hasSize(11);
  }

  @Test
  void filtersChooseAmongTheNeighboursAndStayForTheNextProduct() throws Exception {
    OpenedPage page = OpenedPage.of(page());
    assertThat(page.texts("#filter-category option"))
        .containsExactly(
            "any", "same aisle", "another aisle", "same department", "another department");
    page.type("#filter-category", "same 0");
    assertThat(page.texts("#substitutes tbody bdi"))
        .containsExactly("Sourdough \"Country\" Bread, 500 g", "Product number 10");
    assertThat(page.text("#substitutes-count")).isEqualTo("2 of 10");
    page.click("#substitutes tbody tr:nth-child(1) button");
    assertThat(page.texts("#substitutes tbody bdi"))
        .containsExactly("Product number 10", "Product number 15");
    page.click("#substitutes-csv");
    assertThat(page.saved().content().lines().skip(1))
        .hasSize(2)
        .first()
        .asString()
        .contains(",substitute,5,id10,Product number 10,");
    page.type("#filter-orders", "9990");
    assertThat(page.texts("#substitutes tbody bdi")).containsExactly("Product number 10");
    page.type("#filter-lift", "23.4");
    assertThat(page.visible("#substitutes")).isZero();
    assertThat(page.text("#substitutes-none"))
        .isEqualTo("None of the 10 in this list passes the filters.");
    assertThat(page.text("#complements-none")).isEqualTo("None were found for this product.");
    page.click("#filters-clear");
    assertThat(page.texts("#substitutes tbody bdi")).hasSize(10);
    assertThat(page.text("#substitutes-count")).isEmpty();
    assertThat(page.visible("#filters-clear")).isZero();
  }

  @Test
  void aProductOfUnknownCategoryIsInNeitherTheSameNorAnother() throws Exception {
    OpenedPage page = OpenedPage.at(page(), "#product=id1");
    for (String rule : List.of("same 1", "other 1")) {
      page.type("#filter-category", rule);
      assertThat(page.texts("#substitutes tbody bdi")).as(rule).isEmpty();
    }
    page = OpenedPage.of(page());
    page.type("#filter-category", "same 1");
    assertThat(page.texts("#substitutes tbody bdi")).hasSize(5);
  }

  @Test
  void theListGrowsAndArrowKeysWalkThroughIt() throws Exception {
    OpenedPage page = OpenedPage.of(page());
    assertThat(page.texts("#product-rows tr")).hasSize(50);
    page.key("#product-search", "ArrowDown");
    assertThat(page.focused()).isEqualTo("Banana");
    page.key("#product-rows tr:nth-child(50)", "ArrowDown");
    assertThat(page.focused()).isEqualTo("Product number 50");
    page.key("#product-rows tr:nth-child(50)", "ArrowUp");
    assertThat(page.focused()).isEqualTo("Product number 48");
    page.click("#product-more");
    assertThat(page.texts("#product-rows tr")).hasSize(130);
    assertThat(page.visible("#product-more")).isZero();
  }

  @Test
  void theMapNamesAndOpensWhatIsPointedAt() throws Exception {
    OpenedPage page = OpenedPage.of(page(12, CsvFormulas.KEEP));
    double x = Double.parseDouble(page.attribute("#map-points use:nth-child(6)", "x"));
    double y = Double.parseDouble(page.attribute("#map-points use:nth-child(6)", "y"));
    page.point(x, y, "pointermove");
    assertThat(page.text("#map-tip strong")).isEqualTo(NAMES.get(5));
    page.point(x, y, "click");
    assertThat(page.text("#detail-name")).isEqualTo(NAMES.get(5));
    assertThat(page.text("#map-name")).isEqualTo(NAMES.get(5));
    page.click("[data-zoom=in]");
    assertThat(page.attribute("#map-plane", "transform")).endsWith("scale(1.6)");
    page.click("[data-zoom=all]");
    assertThat(page.attribute("#map-plane", "transform")).isEqualTo("translate(0 0) scale(1)");
    page.click("#map-legend li:nth-child(1) button");
    assertThat(page.texts("#map-points .dim")).hasSize(6);
    String before = page.hash();
    page.key("#map", "ArrowLeft");
    page.key("#map", "ArrowUp");
    assertThat(page.hash()).isNotEqualTo(before);
    page.back();
    assertThat(page.hash()).as("a step is no place to go back to").isEmpty();
  }

  @Test
  void aPageWithoutProductsHasNothingToRun() throws Exception {
    OpenedPage page =
        OpenedPage.of(
            Samples.page(
                Samples.data(
                    Samples.vocabulary(0, i -> i, List.of()), Samples.epochs(), Samples.scores())));
    assertThat(page.texts("#product-data")).isEmpty();
  }
}
