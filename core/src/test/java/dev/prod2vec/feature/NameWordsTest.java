package dev.prod2vec.feature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Organic Half & Half            | organic half",
        "Creamy, creamy PEANUT Butter   | creamy peanut butter",
        "Free & Clear Diapers Size 3    | free clear diapers size 3",
        "2% Reduced Fat Milk            | 2% reduced fat milk",
        "Milch 3,5% 1,0l                | milch 3.5% 1.0 l",
        "Cola 500ml 6x                  | cola 500 ml 6 x",
        "Lay's Chips                    | lays chips",
        "Lay’s Chips                    | lays chips",
        "Lay´s Chips                    | lays chips",
        "йогурт, Ёлка                   | йогурт ёлка",
        "Käse à la crème                | kase a la creme",
        "BÜRSTE                         | burste",
        "Straße                         | straße",
        "Молоко 2,5%                    | молоко 2.5%",
        "दूध                            | दूध",
        "牛奶                            | 牛 牛奶 奶",
        "ミルク200                       | ミ ミル ル ルク ク 200",
        "ﾐﾙｸ                            | ミ ミル ル ルク ク",
        "Tea 茶                          | tea 茶",
        "-- (&) !                       | ''",
        "''                             | ''"
      })
  void areFoundInAnyScript(String name, String words) {
    assertThat(String.join(" ", NameWords.of(name))).isEqualTo(words);
  }

  @Test
  void thoseOfTwoNamesAreInTheOrderOfTheFirst() {
    assertThat(NameWords.common("Whole MILK, organic", "organic skimmed milk"))
        .containsExactly("milk", "organic");
    assertThat(NameWords.common("Tea", "Coffee")).isEmpty();
  }
}
