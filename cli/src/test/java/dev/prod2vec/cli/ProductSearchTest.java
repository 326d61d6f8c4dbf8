package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.SettingException;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductSearchTest {
  private final ProductSearch search =
      new ProductSearch(
          vocabulary(
              "Whole Milk", "Milk", "MILK", "Oat Milk, Unsweetened", "Caramel Gelato", "-7"));

  @Test
  void anIdGoesBeforeANameBeforeItsCaseBeforeItsWords() {
    assertThat(id("-3")).isEqualTo("-3");
    assertThat(id("-7")).isEqualTo("-5");
    assertThat(id("MILK")).isEqualTo("-2");
    assertThat(id("mIlK")).isEqualTo("-1");
    assertThat(id(" gelato  caramel ")).isEqualTo("-4");
    assertThat(id("unsweetened oat")).isEqualTo("-3");
  }

  @Test
  void ofSeveralTheMostBoughtIsTakenAndTheOthersAreNamed() {
    ProductSearch.Found found = search.find("mil");
    assertThat(found.product().name()).isEqualTo("Whole Milk");
    assertThat(ProductSearch.others(found))
        .isEqualTo(
            "taking the most bought, Whole Milk; also: Milk (id -1); MILK (id -2);"
                + " Oat Milk, Unsweetened (id -3)");
    assertThat(ProductSearch.others(search.find("gelato"))).isEmpty();
  }

  @Test
  void theNearestNamesAreSaidWhereNoneFits() {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> search.find("carmel gelatto"))
        .withMessageContaining("\"carmel gelatto\"\nhint: the nearest names: Caramel Gelato; ");
    assertThatExceptionOfType(SettingException.class).isThrownBy(() -> search.find(" "));
  }

  private String id(String text) {
    return search.find(text).product().id();
  }

  private static Vocabulary vocabulary(String... names) {
    List<Product> products = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      products.add(new Product(i, i == 0 ? "0" : "-" + i, names[i], List.of(), 100 - i));
    }
    return new Vocabulary(List.of(), products);
  }
}
