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
