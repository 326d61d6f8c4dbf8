package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {
  @Test
  void isAsWideAsTheTerminalUnlessTheUserWantsItNarrower() {
    assertThat(columns("24 100", Map.of())).isEqualTo(100);
    assertThat(columns("24 100\n", Map.of("COLUMNS", "60"))).isEqualTo(60);
    assertThat(columns("24 100", Map.of("COLUMNS", "200")))
        .as("what was exported before the window was made narrower")
        .isEqualTo(100);
    assertThat(columns("", Map.of("COLUMNS", "50"))).isEqualTo(50);
    for (String nothing : new String[] {"", "0 0", "stty: no terminal", "24 99999999999"}) {
      assertThat(columns(nothing, Map.of("COLUMNS", "wide"))).as(nothing).isEqualTo(80);
    }
  }

  @Test
  void resultsAndMessagesAreTerminalsEachByItself() {
    assertThat(screen("out,err", Map.of()).out()).isTrue();
    assertThat(screen("out,err", Map.of()).err()).isTrue();
    assertThat(screen("out", Map.of()).err()).isFalse();
    assertThat(screen(",err", Map.of()).out()).isFalse();
    assertThat(screen("out,err", Map.of("TERM", "dumb")).err()).as("cannot draw over").isFalse();
    assertThat(screen("out,err", Map.of("TERM", "dumb")).out()).isTrue();
  }

  private static Screen screen(String terminals, Map<String, String> environment) {
    return Screen.of(terminals, new TerminalSize("24 80"), environment);
  }

  private static int columns(String size, Map<String, String> environment) {
    return Screen.of("out", new TerminalSize(size), environment).columns().getAsInt();
  }
}
