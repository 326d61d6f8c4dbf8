package dev.prod2vec.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductSearchTest {
  @Test
  void anIdGoesBeforeANameBeforeItsCase() {
    ProductSearch search =
        new ProductSearch(vocabulary("Whole Milk", "Milk", "MILK", "Caramel Gelato", "-7"));
    assertThat(ids(search.exact("-3"))).containsExactly("-3");
    assertThat(ids(search.exact("-4"))).as("an id and not the name -7").containsExactly("-4");
    assertThat(ids(search.exact("-7"))).containsExactly("-4");
    assertThat(ids(search.exact("MILK"))).containsExactly("-2");
    assertThat(ids(search.exact(" mIlK "))).containsExactly("-1", "-2");
    assertThat(search.exact("gelato")).isEmpty();
    assertThat(search.exact("")).isEmpty();
  }

  @Test
  void theNameItselfGoesBeforeWholeWordsBeforeTheEndOfANameBeforeTheMostBought() {
    ProductSearch search =
        new ProductSearch(
            vocabulary(
                "Organic Red Wineberries",
                "Organic Red Wine Vinegar",
                "Sweet Wine Sauce",
                "Red Wine",
                "White Wine, 75 cl",
                "Wine!",
                "Swine Feed",
                "Cheese"));
    assertThat(names(search.matches("wine")))
        .containsExactly(
            "Wine!",
            "Red Wine",
            "White Wine, 75 cl",
            "Organic Red Wine Vinegar",
            "Sweet Wine Sauce",
            "Organic Red Wineberries",
            "Swine Feed");
    assertThat(names(search.matches("red  WINE")))
        .containsExactly("Red Wine", "Organic Red Wine Vinegar", "Organic Red Wineberries");
  }

  @Test
  void misspeltWordsFindWhatTheyStandForAfterNamesThatAreSpeltSo() {
    ProductSearch search =
        new ProductSearch(
            vocabulary(
                "Creamy Peanut Butter",
                "Peanut Butter",
                "Butter",
                "Penut Treats",
                "Crème Brûlée",
                "Oat Milk, Unsweetened"));
    assertThat(names(search.matches("penut buter")))
        .containsExactly("Peanut Butter", "Creamy Peanut Butter");
    assertThat(names(search.matches("penut")))
        .containsExactly("Penut Treats", "Creamy Peanut Butter", "Peanut Butter");
    assertThat(names(search.matches("creme brulee"))).containsExactly("Crème Brûlée");
    assertThat(names(search.matches("unsweetened oat milk")))
        .containsExactly("Oat Milk, Unsweetened");
    assertThat(search.matches("unsweetened acai")).as("one of two words is no match").isEmpty();
    assertThat(search.matches("?!")).isEmpty();
  }

  @Test
  void whatATextMeansIsOneProductOrTheFirstOfSeveral() {
    ProductSearch search = new ProductSearch(vocabulary("Milk", "Wine", "Milk", "Red Wine"));
    assertThat(search.find(" red wine "))
        .contains(
            new FoundProduct(
                "red wine", product(search, "Red Wine"), List.of(), FoundProduct.Match.EXACT));
    FoundProduct oneOfTwo = search.find("milk").orElseThrow();
    assertThat(oneOfTwo.match()).isEqualTo(FoundProduct.Match.ONE_OF_A_NAME);
    assertThat(ids(oneOfTwo.choices())).containsExactly("0", "-2");
    FoundProduct guess = search.find("wien").orElseThrow();
    assertThat(guess.match()).isEqualTo(FoundProduct.Match.BEST_MATCH);
    assertThat(names(guess.choices())).containsExactly("Wine", "Red Wine");
    assertThat(search.find("motor oil")).isEmpty();
  }

  @Test
  void aNameOfATrainedProductMeansNoNewOneWhichItsIdFinds() {
    Vocabulary trained = vocabulary("Whole Milk", "Wine", "Wine");
    ProductSearch search =
        new ProductSearch(
            trained.withNew(
                List.of(
                    new Product(0, "n1", "Whole Milk", List.of(), 0),
                    new Product(0, "n2", "WHOLE MILK", List.of(), 0),
                    new Product(0, "n3", "Wine", List.of(), 2),
                    new Product(0, "n4", "Tea", List.of(), 0),
                    new Product(0, "n5", "Tea", List.of(), 0))));
    assertThat(search.find("Whole Milk").orElseThrow())
        .isEqualTo(
            new FoundProduct(
                "Whole Milk", trained.product(0), List.of(), FoundProduct.Match.EXACT));
    assertThat(ids(search.exact("whole milk"))).containsExactly("0");
    assertThat(ids(search.exact("WHOLE MILK"))).as("spelt so").containsExactly("n2");
    assertThat(ids(search.exact("wine"))).containsExactly("-1", "-2");
    assertThat(ids(search.exact("n3"))).containsExactly("n3");
    assertThat(ids(search.exact("tea"))).as("new ones alone").containsExactly("n4", "n5");
  }

  @Test
  void whereNothingMatchesTheNearestNamesAreKnown() {
    ProductSearch search = new ProductSearch(vocabulary("Bread", "Caramel Gelato", "Candy"));
    assertThat(names(search.nearest("carbon gelatine", 2)).getFirst()).isEqualTo("Caramel Gelato");
  }

  private static Product product(ProductSearch search, String name) {
    return search.exact(name).getFirst();
  }

  private static List<String> ids(List<Product> products) {
    return products.stream().map(Product::id).toList();
  }

  private static List<String> names(List<Product> products) {
    return products.stream().map(Product::name).toList();
  }

  /// Products with the ids `0`, `-1`, `-2` and so on, each bought less often than the one before.
  private static Vocabulary vocabulary(String... names) {
    List<Product> products = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      products.add(new Product(i, i == 0 ? "0" : "-" + i, names[i], List.of(), 1000 - i));
    }
    return new Vocabulary(List.of(), products);
  }
}
