package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.training.EpochMetrics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrainingBarTest {
  private final StringWriter err = new StringWriter();

  @Test
  void showsLossRateAndTimeLeft() {
    assertThat(bar(true).bar(3, 0.25, 0.4123, 21_345_678, Duration.ofSeconds(14), 99))
        .isEqualTo(
            "  epoch 3/10 [======>                 ]  25%  loss 0.412  21.3 M pairs/s  0:42 left");
    assertThat(bar(true).bar(10, 1, 0.4, 900, Duration.ofSeconds(60), 99))
        .isEqualTo(
            "  epoch 10/10 [========================] 100%  loss 0.400  900 pairs/s  0:00 left");
  }

  @Test
  void fitsATerminalOfAnyWidth() {
    for (int columns = 1; columns <= 200; columns++) {
      for (double done : new double[] {0, 0.001, 0.5, 1}) {
        String bar =
            new TrainingBar(console(true, Clock.systemUTC()), 1000)
                .bar(1000, done, 10.4123, 999_345_678, Duration.ofHours(99), columns);
        assertThat(bar).hasSizeLessThanOrEqualTo(columns).isNotBlank();
      }
    }
  }

  @Test
  void leavesOutTheRateThenShortensTheBarThenLeavesItOut() {
    assertThat(bar(79))
        .isEqualTo("  epoch 3/10 [======>                 ]  25%  loss 0.412  0:42 left");
    assertThat(bar(55)).isEqualTo("  epoch 3/10 [===>        ]  25%  loss 0.412  0:42 left");
    assertThat(bar(47)).isEqualTo("  epoch 3/10 [=>  ]  25%  loss 0.412  0:42 left");
    assertThat(bar(40)).isEqualTo("  epoch 3/10  25%  loss 0.412  0:42 left");
    assertThat(bar(35)).isEqualTo("  epoch 3/10  25%  0:42 left");
    assertThat(bar(19)).isEqualTo("  epoch 3/10  25%");
    assertThat(bar(9)).isEqualTo("25%");
  }

  @Test
  void isOneLineOfATerminalWhateverItsWidth() {
    for (int columns = 1; columns <= 200; columns++) {
      err.getBuffer().setLength(0);
      int wide = columns;
      Screen screen = new Screen(true, true, () -> wide);
      Console console =
          new Console(
              new PrintWriter(new StringWriter()),
              new PrintWriter(err),
              screen,
              Map.of(),
              Clock.systemUTC());
      console.status("x".repeat(300));
      new TrainingBar(console, 10).batch(1, 5, 10, 100_000_000, 0.5);
      String[] drawn = err.toString().split("\r\u001b\\[K", -1);
      assertThat(drawn).hasSize(3);
      assertThat(drawn).allMatch(line -> line.length() <= Math.max(1, wide - 1));
    }
  }

  private String bar(int columns) {
    return bar(true).bar(3, 0.25, 0.4123, 21_345_678, Duration.ofSeconds(14), columns);
  }

  @Test
  void isALinePerEpochWhereThereIsNoTerminal() {
    TrainingBar bar = bar(false);
    bar.batch(1, 5, 10, 100, 0.5);
    bar.epoch(new EpochMetrics(1, 0.5, 2_000_000, 2, 0.125, true));
    bar.epoch(new EpochMetrics(2, 0.4, 2_000_000, 2, Double.NaN, true));
    assertThat(err)
        .hasToString(
            """
              epoch 1/10  loss 0.500  1.0 M pairs/s  validation HR@10 0.125
              epoch 2/10  loss 0.400  1.0 M pairs/s
            """);
  }

  @Test
  void isAlsoALinePerTenSecondsOfALongEpochWhereThereIsNoTerminal() {
    AtomicLong seconds = new AtomicLong(1);
    InstantSource clock = () -> Instant.ofEpochSecond(seconds.get());
    TrainingBar bar = new TrainingBar(console(false, clock.withZone(ZoneOffset.UTC)), 1);
    for (int batch = 0; batch <= 29; batch++) {
      bar.batch(1, batch + 1, 30, batch * 1000L, 0.5);
      seconds.incrementAndGet();
    }
    assertThat(err)
        .hasToString(
            """
              epoch 1/1 [========>               ]  37%  loss 0.500  1 k pairs/s  0:17 left
              epoch 1/1 [================>       ]  70%  loss 0.500  1 k pairs/s  0:09 left
            """);
  }

  @Test
  void isDrawnOverOnATerminal() {
    TrainingBar bar = bar(true);
    bar.batch(1, 5, 10, 100, 0.5);
    bar.epoch(new EpochMetrics(1, 0.5, 2_000_000, 2, 0.125, true));
    assertThat(err.toString()).startsWith("\r\u001b[K  epoch 1/10 [=>").doesNotContain("\n");
  }

  private TrainingBar bar(boolean terminal) {
    return new TrainingBar(console(terminal, Clock.systemUTC()), 10);
  }

  private Console console(boolean terminal, Clock clock) {
    return new Console(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err),
        new Screen(terminal, terminal, () -> 100),
        Map.of(),
        clock);
  }
}
