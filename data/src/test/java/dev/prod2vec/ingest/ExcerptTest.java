package dev.prod2vec.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void anyMessageFitsAScreenAndKeepsItsHint() {
    Random random = new Random(7);
    String letters = "ab\n\r\t\0\u001b\u00e4\ud83d\ude00\u200b\u2028 ";
    for (int round = 0; round < 500; round++) {
      StringBuilder message = new StringBuilder("orders.csv: ");
      int length = random.nextInt(6000);
      for (int i = 0; i < length; i++) {
        message.append(letters.charAt(random.nextInt(letters.length())));
      }
      String bounded = Excerpt.bounded(message + "\nhint: do this");
      assertThat(bounded).startsWith("orders.csv: ").endsWith("\nhint: do this");
      assertThat(bounded.lines()).hasSizeLessThanOrEqualTo(Excerpt.MAX_LINES);
      assertThat(bounded.getBytes(StandardCharsets.UTF_8))
          .hasSizeLessThanOrEqualTo(Excerpt.MAX_BYTES);
      assertThat(bounded).doesNotContain("\u001b", "\r", "\0", "\u200b", "\u2028");
      assertThat(Excerpt.bounded(bounded)).isEqualTo(bounded);
    }
  }

  @Test
  void aShortMessageStaysAsItIs() {
    String message = "a.csv:3: no\nhint: yes";
    assertThat(Excerpt.bounded(message)).isEqualTo(message);
  }

  @Test
  void tenNamesAreShownAndTheRestCounted() {
    assertThat(Excerpt.names(Collections.nCopies(10, "a"))).endsWith("\"a\", \"a\"");
    assertThat(Excerpt.names(Collections.nCopies(13, "a"))).endsWith("\"a\" and 3 more");
    assertThat(Excerpt.names(List.of("x".repeat(61)))).isEqualTo("\"" + "x".repeat(57) + "...\"");
  }
}
