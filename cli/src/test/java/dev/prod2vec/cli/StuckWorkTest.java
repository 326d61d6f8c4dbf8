package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StuckWorkTest {
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final StackTraceElement OPEN =
      new StackTraceElement("java.io.FileInputStream", "open0", "FileInputStream.java", -2);
  private static final StackTraceElement SAVE =
      new StackTraceElement("Checkpoint", "write", "Checkpoint.java", 10);

  @Test
  void workThatStaysWhereItIsAndComputesNothingIsStuck() throws Exception {
    assertThat(new StuckWork(() -> List.of(OPEN), () -> Duration.ZERO, PATIENCE).watch()).isTrue();
  }

  @Test
  void workThatTheInterruptMovedIsNot() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    assertThat(
            new StuckWork(
                    () -> List.of(looks.getAndIncrement() < 2 ? OPEN : SAVE),
                    () -> Duration.ZERO,
                    PATIENCE)
                .watch())
        .isFalse();
  }

  @Test
  void workThatComputesIsWaitedFor() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger looks = new AtomicInteger();
    assertThat(
            new StuckWork(
                    () -> List.of(looks.getAndIncrement() < 10 ? OPEN : SAVE),
                    () -> PATIENCE.multipliedBy(asked.getAndIncrement()),
                    PATIENCE)
                .watch())
        .isFalse();
    assertThat(asked.get()).isGreaterThan(2);
  }

  @Test
  void workThatHasEndedIsNotStuck() throws Exception {
    assertThat(new StuckWork(List::of, () -> Duration.ZERO, PATIENCE).watch()).isFalse();
  }
}
