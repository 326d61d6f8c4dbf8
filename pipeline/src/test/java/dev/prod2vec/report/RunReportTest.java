package dev.prod2vec.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.evaluation.Score;
import dev.prod2vec.evaluation.ScorerName;
import dev.prod2vec.prepared.IngestReport;
import dev.prod2vec.prepared.IngestReport.Column;
import dev.prod2vec.training.EpochMetrics;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunReportTest {
  private static final String EVIL = "</script><img src=x onerror=alert(1)>\u2028";

  private static ParsedPage page(Vocabulary vocabulary) throws Exception {
    return ParsedPage.of(
        Samples.page(Samples.data(vocabulary, Samples.epochs(), Samples.scores())));
  }

  private static ParsedPage page(Vocabulary vocabulary, IngestReport ingest) throws Exception {
    return ParsedPage.of(
        Samples.page(Samples.data(vocabulary, Samples.epochs(), Samples.scores(), ingest)));
  }

  private static ParsedPage page() throws Exception {
    return page(Samples.vocabulary(30, i -> "Product " + i, List.of("aisle")));
  }

  @Test
  void theHeadlineSaysWhatWasFound() throws Exception {
    assertThat(page().one("//h1"))
        .isEqualTo(
            "The vectors find the hidden product in ten guesses for 12.3% of the orders;"
                + " guessing the best sellers finds it for 7.9%.");
  }

  @Test
  void tagsStandBesideTheRunsId() throws Exception {
    assertThat(page().one("//header/p[@class='eyebrow']"))
        .endsWith(" · nightly · without <returns>");
  }

  @Test
  void theLeadSaysWhatTheHitRateMeansInTheShop() throws Exception {
    assertThat(page().one("//header/p[@class='lead']"))
        .startsWith(
            "In about one of eight baskets the product that is still missing would be among ten"
                + " suggestions. Made from 1,337,891 purchases");
  }

  @Test
  void thePartsComeInTheirOrder() throws Exception {
    assertThat(page().all("//main/section/@id"))
        .containsExactly(
            "results", "map-part", "products", "input", "checks", "training", "settings");
  }

  @Test
  void everyLinkAndLabelHasItsTarget() throws Exception {
    ParsedPage page = page();
    List<String> ids = page.all("//@id");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(page.all("//@aria-labelledby | //@aria-describedby | //@for")).isSubsetOf(ids);
    assertThat(page.all("//@href").stream().filter(href -> href.startsWith("#")))
        .allMatch(href -> ids.contains(href.substring(1)));
  }

  @Test
  void everyTableHasACaptionAndEveryButtonAName() throws Exception {
    ParsedPage page = page();
    assertThat(page.all("//table[not(caption)]")).isEmpty();
    assertThat(page.all("//table")).hasSizeGreaterThan(8);
    assertThat(page.all("//button[not(@aria-label) and normalize-space(.) = '']")).isEmpty();
  }

  @Test
  void thePolicyAllowsThePagesOwnStyleAndScriptAndNothingElse() throws Exception {
    ParsedPage page = page();
    assertThat(page.one("//meta[@http-equiv='Content-Security-Policy']/@content"))
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'"
                .formatted(sha256(page.one("//style")), sha256(page.scripts().getLast())));
    assertThat(page.all("//@style")).isEmpty();
    assertThat(page.all("//@*[starts-with(name(), 'on')]")).isEmpty();
  }

  @Test
  void nothingPointsOutOfThePage() throws Exception {
    ParsedPage page = page();
    assertThat(page.source()).doesNotContain("http:", "https:", "@import", "url(");
    assertThat(page.all("//@src")).isEmpty();
    assertThat(page.all("//@href")).allMatch(href -> href.startsWith("#") || href.equals("data:,"));
    assertThat(page.scripts().getLast())
        .doesNotContain("innerHTML", "fetch(", "XMLHttpRequest", "eval(", "import(");
  }

  @Test
  void namesFromTheShopNeverBecomeMarkup() throws Exception {
    ParsedPage page = page(Samples.vocabulary(30, i -> EVIL + i, List.of(EVIL)));
    assertThat(page.all("//img")).isEmpty();
    assertThat(page.scripts()).hasSize(2);
    assertThat(page.scripts().getFirst()).doesNotContain("<", ">", "&", "\u2028");
    assertThat(page.one("//*[@id='map-legend']/li[1]//bdi")).isEqualTo(EVIL + " 0");
  }

  @Test
  void oneEpochWithoutValidationHasACurveOfOnePoint() throws Exception {
    var epochs = List.of(new EpochMetrics(1, 1.5, 10, 0.5, Double.NaN, true));
    ParsedPage page =
        ParsedPage.of(
            Samples.page(
                Samples.data(Samples.vocabulary(3, i -> i, List.of()), epochs, Samples.scores())));
    assertThat(page.all("//section[@id='training']//figure")).hasSize(1);
    assertThat(page.one("//section[@id='training']/p")).contains("no validation orders");
    assertThat(page.one("//main")).doesNotContain("NaN", "Infinity");
  }

  @Test
  void theKeptEpochIsTheLastThatWasBest() throws Exception {
    assertThat(page().all("//*[name()='text'][starts-with(@class, 'kept-label')]"))
        .containsExactly("kept: 2.000", "kept: 11.0%");
  }

  @Test
  void withoutTestOrdersTheReportSaysSo() throws Exception {
    ParsedPage page =
        ParsedPage.of(
            Samples.page(
                Samples.data(
                    Samples.vocabulary(2, i -> i, List.of()), Samples.epochs(), List.of())));
    assertThat(page.one("//h1")).contains("no test order");
    assertThat(page.all("//section[@id='results']/p").getFirst()).contains("nothing was scored");
  }

  @Test
  void theResultsSayWhetherTheLeadMayBeChance() throws Exception {
    assertThat(page().one("//section[@id='results']"))
        .contains(
            "The vectors find 3.4% more hidden products than the best of the simpler methods (ItemKNN)."
                + " On the same orders the difference is 0.1 to 0.7 percentage points, with 95%"
                + " confidence: more than chance explains.");
    List<Score> close =
        List.of(
            Samples.score(ScorerName.MODEL, 0.123),
            Samples.score(ScorerName.ITEM_KNN, 0.125, Samples.lead(-0.002)));
    ParsedPage page =
        ParsedPage.of(
            Samples.page(
                Samples.data(Samples.vocabulary(3, i -> i, List.of()), Samples.epochs(), close)));
    assertThat(page.one("//section[@id='results']"))
        .contains(
            "1.6% fewer hidden products", "-0.5 to 0.1 percentage points", "it may be chance");
  }

  @Test
  void theResultsSayHowAlikeNearProductsAre() throws Exception {
    String results = page().one("//section[@id='results']");
    assertThat(results)
        .contains(
            "22.4% of these share its aisle on average over all products, and 27.0% on average over"
                + " purchases",
            "of ten drawn at random 1.9% would", "have never seen it", "Hubness is 1.73");
    assertThat(page().all("//table[caption[contains(., 'aisle')]]/tbody/tr"))
        .containsExactly("up to 93,00015.3%", "10 to 1994,00024.7%", "200 or more1,00034.5%");
    assertThat(page(Samples.vocabulary(30, i -> i, List.of())).one("//section[@id='results']"))
        .contains("Hubness is 1.73")
        .doesNotContain("share its");
  }

  @Test
  void everyMeasureHasItsRange() throws Exception {
    assertThat(page().all("//section[@id='results']//details//tbody/tr[1]/td"))
        .containsExactly(
            "12.3% 11.7% to 12.9%",
            "36.9% 36.0% to 37.8%", "0.062 0.058 to 0.065", "0.062 0.058 to 0.065");
  }

  @Test
  void withoutCategoriesThereIsNoLegend() throws Exception {
    ParsedPage page = page(Samples.vocabulary(2, i -> i, List.of()));
    assertThat(page.all("//*[@id='map-legend']")).isEmpty();
    assertThat(page.all("//*[@id='map-points']/*[name()='use']")).hasSize(2);
  }

  @Test
  void withoutCategoriesTheMapNamesBestSellers() throws Exception {
    ParsedPage page = page(Samples.vocabulary(300, i -> "Product " + i, List.of()));
    assertThat(page.all("//*[@id='map-labels']/*[@visibility='visible']"))
        .hasSizeBetween(10, 30)
        .startsWith("Product 0");
    assertThat(page.one("//section[@id='map-part']/p[1]")).contains("zoom in for more");
    ParsedPage coloured = page(Samples.vocabulary(300, i -> "Product " + i, List.of("aisle")));
    assertThat(coloured.all("//*[@id='map-labels']/*")).hasSize(5).allMatch(n -> n.startsWith("a"));
  }

  @Test
  void withoutCategoriesThePageNamesTheColumnsThatWouldColourTheMap() throws Exception {
    List<Column> columns =
        List.of(
            new Column("product_id", "VARCHAR", "id"),
            new Column("aisle_id", "VARCHAR", ""),
            new Column("price", "VARCHAR", ""),
            new Column("department_id", "VARCHAR", ""));
    Vocabulary plain = Samples.vocabulary(3, i -> i, List.of());
    assertThat(page(plain, Samples.ingest("p.csv", columns)).one("//p[@class='hint']"))
        .isEqualTo(
            "The product table has aisle_id and department_id, columns that were not read and would"
                + " give the map colours: name them in the setting products.category-columns,"
                + " finest first, and files that hold their names in products.join-files.");
    assertThat(page(plain).one("//p[@class='hint']"))
        .startsWith("With categories the map would have colours: name them in");
    assertThat(page().all("//p[@class='hint']")).isEmpty();
  }

  @Test
  void noFolderOfTheMachineStandsOnThePage() throws Exception {
    ParsedPage page =
        page(
            Samples.vocabulary(3, i -> i, List.of()),
            Samples.ingest("/srv/private/shop/orders.csv", List.of()));
    assertThat(page.source()).doesNotContain("/srv", "private");
    assertThat(page.one("//section[@id='input']/table[1]//th[@scope='row']"))
        .isEqualTo("orders.csvorders");
    assertThat(page.all("//section[@id='settings']/table//*[self::th or self::code]"))
        .endsWith("orders.csv", "d27c4034883051c8");
  }

  @Test
  void eachListOfNeighboursCanBeSaved() throws Exception {
    assertThat(page().all("//section[@id='products']//button/@id"))
        .contains("substitutes-csv", "complements-csv");
  }

  @Test
  void droppedRowsAreListedAndOthersAreNot() throws Exception {
    assertThat(page().all("//section[@id='input']//table[@class='drops'][1]//th"))
        .containsExactly(
            "Rows read",
            "product a second time in its order",
            "of products bought too rarely",
            "Purchases used");
  }

  @Test
  void newProductsAreCountedApartFromTrainedOnes() throws Exception {
    Vocabulary trained = Samples.vocabulary(30, i -> "Product " + i, List.of("aisle"));
    assertThat(page(trained).one("//section[@id='input']")).doesNotContain("new product");
    ParsedPage page =
        page(
            trained.withNew(
                List.of(
                    new Product(0, "n1", "New 1", List.of("aisle 1"), 0),
                    new Product(0, "n2", "New 2", List.of("aisle 2"), 3))));
    assertThat(page.all("//header//dl/div")).contains("Products trained30");
    assertThat(page.one("//section[@id='input']"))
        .contains("2 new products have a vector from names and categories alone");
  }

  @Test
  void theSameDataGiveTheSameBytes() throws Exception {
    assertThat(page().source()).isEqualTo(page().source());
  }

  @Test
  void aHundredThousandProductsStayBelowFifteenMegabytes() throws Exception {
    String name = "名".repeat(300);
    Vocabulary vocabulary = Samples.vocabulary(100_000, i -> name + i, List.of("aisle"));
    ParsedPage page = page(vocabulary);
    assertThat(page.source().getBytes(StandardCharsets.UTF_8).length)
        .isBetween(2_000_000, 15_000_000);
    assertThat(page.all("//*[@id='map-points']/*[name()='use']")).hasSize(1500);
    assertThat(page.all("//section[@id='products']/p").get(1)).contains("of 100,000 products");
  }

  private static String sha256(String text) throws Exception {
    return Base64.getEncoder()
        .encodeToString(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
