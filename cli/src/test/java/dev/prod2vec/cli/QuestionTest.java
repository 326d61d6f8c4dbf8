package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.vocabulary.FoundProduct;
import dev.prod2vec.vocabulary.Product;
import dev.prod2vec.vocabulary.ProductSearch;
import dev.prod2vec.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuestionTest {
  private static final String[] NAMES = {
    "Organic Red Wine Vinegar",
    "Shelf Spaghetti, 12 oz",
    "Corn Flakes, 12 oz",
    "Spaghetti",
    "Banana",
    "banana",
    "Salt",
    "Pepper",
    "Salt, Pepper",
    "Milk",
    "Milk"
  };

  @Test
  void anExactNameIsAnsweredWithoutAWord() {
    FoundProduct asked = question(Question.Guess.REFUSED).product(" shelf spaghetti, 12 OZ");
    assertThat(asked.product().name()).isEqualTo("Shelf Spaghetti, 12 oz");
    assertThat(ProductChoices.preface(asked, 80)).isEmpty();
  }

  @Test
  void aGuessIsRefusedWithChoicesWhereNobodyWouldSeeIt() {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> question(Question.Guess.REFUSED).product("wine"))
        .withMessage(
            """
            no product has the id or the name "wine"; the best matches:
              id  name                      training orders
              0   Organic Red Wine Vinegar            1,000
            7 products in fewer than 5 training orders have no vector, and cannot be asked for
            hint: name one by its id or its whole name, or take the first with --best-match\
            """);
  }

  @Test
  void aGuessThatIsAllowedIsListedWithTheOthersBeforeItsAnswer() {
    FoundProduct asked = question(Question.Guess.BEST_MATCH).product("spagetti");
    assertThat(asked.product().name()).isEqualTo("Spaghetti");
    assertThat(ProductChoices.preface(asked, 80))
        .startsWith(
            "no product is called \"spagetti\"; the best matches, the first of which is shown")
        .contains("-3  Spaghetti ", "-1  Shelf Spaghetti, 12 oz ");
    assertThat(ProductChoices.note(asked))
        .isEqualTo("\"spagetti\": taking Spaghetti (id -3), which is the best match of 2");
  }

  @Test
  void ofTwoProductsWithOneNameTheIdOfTheOneTakenIsSaid() {
    FoundProduct asked = question(Question.Guess.BEST_MATCH).product("Milk");
    assertThat(asked.product().id()).isEqualTo("-9");
    assertThat(ProductChoices.preface(asked, 80))
        .startsWith("2 products are called \"Milk\"; the first of these");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> question(Question.Guess.REFUSED).product("milk"))
        .withMessageStartingWith("2 products are called \"milk\":")
        .withMessageContaining("-9 ")
        .withMessageContaining("-10 ");
  }

  @Test
  void aNameWithACommaInABasketIsOneProduct() {
    assertThat(basket("Shelf Spaghetti, 12 oz")).containsExactly("Shelf Spaghetti, 12 oz");
    assertThat(basket("Shelf Spaghetti, 12 oz", "Salt,-7", "Salt, Pepper"))
        .containsExactly("Shelf Spaghetti, 12 oz", "Salt", "Pepper", "Salt, Pepper");
  }

  @Test
  void aPartOfABasketThatIsNotExactIsRefusedWithChoicesWhateverMayBeGuessed() {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> basket("Spaghetti, 12 oz"))
        .withMessageStartingWith("no product has the id or the name \"12 oz\"")
        .withMessageContaining("Corn Flakes, 12 oz");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> basket("Salt,bananA"))
        .withMessageStartingWith("2 products are called \"bananA\":");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> basket("motor oil"))
        .withMessageStartingWith("no product has the id, the name or the words \"motor oil\"");
  }

  @Test
  void anEmptyNameIsSaidToBeEmpty() {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> question(Question.Guess.BEST_MATCH).product(" "))
        .withMessageStartingWith("similar: a product's name is empty\nhint: prod2vec similar");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> basket("Salt,"))
        .withMessageStartingWith("similar: a product's name is empty");
  }

  @Test
  void everyRefusalFitsAScreen() {
    String[] many = new String[300];
    for (int i = 0; i < many.length; i++) {
      many[i] = "Wine of the house number " + i + " ".repeat(i % 3) + "x".repeat(60);
    }
    Question question =
        new Question(
            new ProductSearch(vocabulary(many)),
            () -> Optional.of("7 products ..."),
            Question.Guess.REFUSED);
    for (String text : List.of("wine", "motor oil", "x".repeat(5000))) {
      assertThatExceptionOfType(WrongUseException.class)
          .isThrownBy(() -> question.product(text))
          .extracting(WrongUseException::getMessage)
          .asString()
          .hasSizeLessThan(2000)
          .satisfies(message -> assertThat(message.lines()).hasSizeLessThanOrEqualTo(10));
    }
  }

  private static List<String> basket(String... values) {
    return question(Question.Guess.BEST_MATCH).basket(List.of(values)).stream()
        .map(asked -> asked.product().name())
        .toList();
  }

  private static Question question(Question.Guess guess) {
    return new Question(
        new ProductSearch(vocabulary(NAMES)),
        () ->
            Optional.of(
                "7 products in fewer than 5 training orders have no vector, and cannot be asked for"),
        guess);
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
