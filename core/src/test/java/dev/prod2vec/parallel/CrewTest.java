package dev.prod2vec.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class CrewTest {

  @Test
  void everyPartIsDoneOnceForAnyNumberOfThreads() {
    for (int threads : new int[] {0, 1, 2, 7}) {
      try (Crew crew = new Crew(threads)) {
        for (int parts : new int[] {0, 1, 3, 1000}) {
          AtomicIntegerArray done = new AtomicIntegerArray(parts);
          crew.forEach(parts, done::incrementAndGet);
          for (int part = 0; part < parts; part++) {
            assertThat(done.get(part)).isEqualTo(1);
          }
        }
      }
    }
  }

  @Test
  void whatAPartThrowsIsThrownAndTheCrewStaysUsable() {
    try (Crew crew = new Crew(3)) {
      assertThatThrownBy(() ->
              crew.forEach(
                  100,
                  part -> {
                    if (part == 57) {
                      throw new IllegalStateException("part 57");
                    }
                  }))
          .hasMessage("part 57");
      int[] done = new int[10];
      crew.forEach(10, part -> done[part] = 1);
      assertThat(Arrays.stream(done).sum()).isEqualTo(10);
    }
  }

  @Test
  void anInterruptIsKeptAndTheLoopEnds() {
    try (Crew crew = new Crew(2)) {
      int[] done = new int[50];
      Thread.currentThread().interrupt();
      crew.forEach(50, part -> done[part] = 1);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(Arrays.stream(done).sum()).isEqualTo(50);
    }
  }
}
