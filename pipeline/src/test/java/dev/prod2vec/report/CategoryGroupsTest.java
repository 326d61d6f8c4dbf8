package dev.prod2vec.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.report.CategoryGroups.Group;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryGroupsTest {
  private static Vocabulary vocabulary(String... categories) {
    List<Product> products = new ArrayList<>();
    for (String category : categories) {
      products.add(new Product(products.size(), "id", "name", List.of("all", category), 1));
    }
    return new Vocabulary(List.of("everything", "aisle"), products);
  }

  @Test
  void theCoarsestColumnThatTellsProductsApartIsUsed() {
    assertThat(CategoryGroups.of(vocabulary("tea", "milk", "milk"), 3))
        .satisfies(groups -> {
          assertThat(groups.column()).isEqualTo("aisle");
          assertThat(groups.groups())
              .containsExactly(new Group("milk", 2, false), new Group("tea", 1, false));
          assertThat(groups.of()).containsExactly(1, 0, 0);
        });
  }

  @Test
  void twoHundredCategoriesBecomeTwelveAndTheRest() {
    String[] categories = new String[400];
    for (int i = 0; i < categories.length; i++) {
      categories[i] = "aisle %03d".formatted(i % 200);
    }
    CategoryGroups groups = CategoryGroups.of(vocabulary(categories), categories.length);
    assertThat(groups.groups()).hasSize(13);
    assertThat(groups.groups().getLast()).isEqualTo(new Group("other (188 more)", 376, true));
    assertThat(groups.of()[12]).isEqualTo(12);
  }

  @Test
  void productsWithoutACategoryAreAGroupOfTheirOwn() {
    CategoryGroups groups = CategoryGroups.of(vocabulary("tea", "", "milk", ""), 4);
    assertThat(groups.groups().getLast()).isEqualTo(new Group("none given", 2, true));
    assertThat(groups.of()).containsExactly(1, 2, 0, 2);
  }

  @Test
  void oneCategoryForAllIsNone() {
    assertThat(CategoryGroups.of(vocabulary("tea", "tea"), 2).groups()).isEmpty();
  }
}
