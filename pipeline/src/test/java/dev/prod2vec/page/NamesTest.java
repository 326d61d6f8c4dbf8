package dev.prod2vec.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void longNamesAreCutBetweenCharacters() {
    assertThat(Names.clip("🧀".repeat(120))).isEqualTo("🧀".repeat(120));
    assertThat(Names.clip("🧀".repeat(121))).isEqualTo("🧀".repeat(119) + "…");
    assertThat(Names.clip("Sea salt caramel", 9)).isEqualTo("Sea salt…");
  }
}
