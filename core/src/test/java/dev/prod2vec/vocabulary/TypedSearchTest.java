package dev.prod2vec.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TypedSearchTest {
  private final TypedSearch search =
      search(
          "Banana",
          "Bag of Organic Bananas",
          "Organic Whole Milk",
          "Milk",
          "Crème Brûlée",
          "Milk Chocolate, 70%",
          "Buttermilk Pancake Mix",
          "ミルクチョコレート",
          "Oat Drink <script>alert(1)</script>");

  @Test
  void eachLetterThatIsTypedKeepsTheProductOnTheList() {
    String name = "Milk Chocolate, 70%";
    for (int end = 1; end <= name.length(); end++) {
      assertThat(names(name.substring(0, end))).as(name.substring(0, end)).contains(name);
    }
  }

  @Test
  void aNameWithoutOtherWordsIsFirstThenTheMostBought() {
    assertThat(names("milk"))
        .containsExactly(
            "Milk", "Organic Whole Milk", "Milk Chocolate, 70%", "Buttermilk Pancake Mix");
    assertThat(names("organic")).containsExactly("Bag of Organic Bananas", "Organic Whole Milk");
  }

  @Test
  void wordsMayBeMisspeltWithoutAccentsInAnyOrderAndInsideOfOthers() {
    assertThat(names("creme brule").getFirst()).isEqualTo("Crème Brûlée");
    assertThat(names("CRÈME").getFirst()).isEqualTo("Crème Brûlée");
    assertThat(names("choclate milk").getFirst()).isEqualTo("Milk Chocolate, 70%");
    assertThat(names("chcoolate").getFirst()).isEqualTo("Milk Chocolate, 70%");
    assertThat(names("bnana").getFirst()).isEqualTo("Banana");
    assertThat(names("チョコ")).containsExactly("ミルクチョコレート");
    assertThat(names("script")).containsExactly("Oat Drink <script>alert(1)</script>");
  }

  @Test
  void anIdIsFoundWholeBeforeItsBeginningAndBeforeNames() {
    TypedSearch ids = search("id-3", "b", "c", "d");
    assertThat(ids.find("ID-3", 9).products()).extracting(Product::id).startsWith("id-3");
    assertThat(ids.find("id-", 9).products()).hasSize(4);
  }

  @Test
  void ifNoNameHasAllWordsThoseWithMostAreListed() {
    assertThat(names("organic milk zebra")).containsExactly("Organic Whole Milk");
    assertThat(names("zebra")).isEmpty();
    assertThat(names("...")).isEmpty();
    assertThat(names("")).isEmpty();
  }

  @Test
  void theLimitKeepsTheBestAndTheTotalSaysHowManyThereAre() {
    TypedSearch.Found found = search.find("milk", 2);
    assertThat(found.products())
        .extracting(Product::name)
        .containsExactly("Milk", "Organic Whole Milk");
    assertThat(found.total()).isEqualTo(4);
  }

  @Test
  void newProductsComeAfterEqualOnes() {
    Vocabulary vocabulary =
        new Vocabulary(List.of(), List.of(new Product(0, "1", "Green Tea", List.of(), 5)))
            .withNew(List.of(new Product(0, "2", "Black Tea", List.of(), 0)));
    assertThat(new TypedSearch(vocabulary).find("tea", 9).products())
        .extracting(Product::id)
        .containsExactly("1", "2");
  }

  @Test
  void whateverIsTypedGivesAListWithoutAFault() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.appendCodePoint(
            random.nextBoolean()
                ? "milk choBANÈ ".charAt(random.nextInt(13))
                : random.nextInt(0x3000));
      }
      assertThat(search.find(text.toString(), 3).products()).hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void theIndexFindsWhatAScanOfAllNamesFinds() {
    Random random = new Random(2);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      words.add(letters(random, 1 + random.nextInt(9)));
    }
    String[] names = new String[600];
    for (int i = 0; i < names.length; i++) {
      names[i] = words.get(random.nextInt(400));
      for (int more = random.nextInt(4); more > 0; more--) {
        names[i] += " " + words.get((int) (400 * Math.pow(random.nextDouble(), 3)));
      }
    }
    Vocabulary vocabulary = vocabulary(names);
    TypedSearch indexed = new TypedSearch(vocabulary);
    for (int i = 0; i < 1500; i++) {
      String name = i % 10 == 0 ? "id-" + i / 10 : names[random.nextInt(names.length)];
      StringBuilder typed = new StringBuilder(name);
      for (int wrong = random.nextInt(4); wrong > 0; wrong--) {
        int at = random.nextInt(typed.length() + 1);
        typed.replace(
            at,
            Math.min(typed.length(), at + random.nextInt(3)),
            letters(random, random.nextInt(3)));
      }
      String text = typed.substring(0, random.nextInt(typed.length() + 1));
      int limit = 1 + random.nextInt(30);
      assertThat(indexed.find(text, limit))
          .as(text)
          .isEqualTo(ScannedSearch.find(vocabulary, text, limit));
    }
  }

  /// Few different ones, so that words are like each other.
  private static String letters(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append("aaabbcdeé".charAt(random.nextInt(9)));
    }
    return word.toString();
  }

  @Test
  void noProductsAreNoFault() {
    assertThat(search().find("milk", 3).products()).isEmpty();
  }

  private List<String> names(String text) {
    return search.find(text, 20).products().stream().map(Product::name).toList();
  }

  private static TypedSearch search(String... names) {
    return new TypedSearch(vocabulary(names));
  }

  private static Vocabulary vocabulary(String... names) {
    List<Product> products = new ArrayList<>();
    for (String name : names) {
      int index = products.size();
      products.add(new Product(index, "id-" + index, name, List.of(), names.length - index));
    }
    return new Vocabulary(List.of(), products);
  }
}
