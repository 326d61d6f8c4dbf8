package dev.prod2vec.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.plane.ProductMap;
import dev.prod2vec.report.MapNames.Name;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MapNamesTest {
  private static List<Name> names(int products, String name) {
    Random random = new Random(3);
    float[] x = new float[products];
    float[] y = new float[products];
    for (int i = 0; i < products; i++) {
      x[i] = random.nextFloat(0, (float) ProductMap.SIZE);
      y[i] = random.nextFloat(0, (float) ProductMap.SIZE);
    }
    Vocabulary vocabulary = Samples.vocabulary(products, i -> name + i, List.of());
    return MapNames.of(vocabulary, new ProductMap(x, y, products));
  }

  @Test
  void noNameThatIsShownCoversAnother() {
    List<Name> shown = names(1_500, "Organic Strawberries ").stream().filter(Name::shown).toList();
    assertThat(shown).hasSizeBetween(15, 26);
    for (Name name : shown) {
      assertThat(shown.stream().filter(name::covers)).containsExactly(name);
    }
  }

  @Test
  void aLongNameIsShownWithoutItsSize() {
    assertThat(names(1, "Copper Kettle Chunky Salsa, 10 oz ").getFirst().text())
        .isEqualTo("Copper Kettle Chunky Salsa");
    assertThat(names(1, "Bananas, 1 lb ").getFirst().text()).isEqualTo("Bananas, 1 lb 0");
  }

  @Test
  void everyPartOfTheMapWithManyProductsHasAName() {
    // The best sellers are all in one corner, 40 others in the opposite one.
    float[] x = new float[100];
    Arrays.fill(x, 0, 60, 100);
    Arrays.fill(x, 60, 100, 900);
    Vocabulary vocabulary = Samples.vocabulary(100, i -> "Product " + i, List.of());
    List<Name> names = MapNames.of(vocabulary, new ProductMap(x, x.clone(), 100));
    assertThat(names.stream().filter(Name::shown).map(Name::product)).containsExactly(0, 60);
  }

  @Test
  void theBestSellerIsNamedAndEveryNameStandsInsideTheMap() {
    List<Name> names = names(300, "Sea Salt Caramel Gelato, one pint, ");
    assertThat(names).hasSize(300);
    assertThat(names.getFirst().shown()).isTrue();
    assertThat(names).allMatch(name -> name.x() - name.halfWidth() >= -1e-9);
    assertThat(names).allMatch(name -> name.x() + name.halfWidth() <= ProductMap.SIZE + 1e-9);
  }
}
