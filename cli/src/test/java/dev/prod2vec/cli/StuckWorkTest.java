package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StuckWorkTest {
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final StackTraceElement PIPE =
      new StackTraceElement("java.io.FileOutputStream", "writeBytes", "FileOutputStream.java", -2);
  private static final StackTraceElement SOCKET =
      new StackTraceElement("sun.nio.ch.Net", "poll", "Net.java", -2);
  private static final StackTraceElement DISK =
      new StackTraceElement("sun.nio.ch.UnixFileDispatcherImpl", "force0", "U.java", -2);
  private static final StackTraceElement JAVA =
      new StackTraceElement("Trainer", "train", "Trainer.java", 10);

  /// Looks at the stack in a patience, twice.
  private static final int LONG = 8;

  /// Work that is in these calls one after the other, and then has ended.
  private static Supplier<List<StackTraceElement>> work(StackTraceElement... calls) {
    List<List<StackTraceElement>> looks = new ArrayList<>();
    for (StackTraceElement call : calls) {
      looks.addAll(Collections.nCopies(LONG, List.of(call)));
    }
    Iterator<List<StackTraceElement>> next = looks.iterator();
    return () -> next.hasNext() ? next.next() : List.of();
  }

  private static boolean isStuck(Supplier<List<StackTraceElement>> stack, boolean unheard)
      throws InterruptedException {
    return new StuckWork(stack, () -> unheard, () -> Duration.ZERO, PATIENCE).watch();
  }

  @Test
  void aCallThatNoInterruptReachesIsStuck() throws Exception {
    assertThat(isStuck(work(SOCKET), true)).isTrue();
    assertThat(isStuck(work(PIPE), true)).isTrue();
  }

  @Test
  void workThatHasNoticedTheInterruptIsNot() throws Exception {
    assertThat(isStuck(work(JAVA, SOCKET, JAVA), false)).isFalse();
  }

  @Test
  void workThatWritesToADiskIsNot() throws Exception {
    assertThat(isStuck(work(DISK), true)).isFalse();
  }

  @Test
  void workThatComesToAPipeThatDoesNotMoveIs() throws Exception {
    assertThat(isStuck(work(JAVA, PIPE), false)).isTrue();
  }

  @Test
  void workThatComputesIsWaitedFor() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    assertThat(
            new StuckWork(
                    work(JAVA, JAVA),
                    () -> true,
                    () -> PATIENCE.multipliedBy(asked.getAndIncrement()),
                    PATIENCE)
                .watch())
        .isFalse();
  }

  @Test
  void workThatHasEndedIsNotStuck() throws Exception {
    assertThat(isStuck(List::of, true)).isFalse();
  }
}
