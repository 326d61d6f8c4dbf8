package dev.prod2vec.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobNamesTest {
  private static final Instant CREATED = Instant.parse("2026-01-31T12:00:00Z");
  private static final List<String> RUNS =
      List.of(
          "20260131-120000",
          "today",
          "manual__2026-01-31T120000.123456_0000",
          "a",
          "--",
          "\u00e9t\u00e9 2026",
          "x".repeat(200),
          "scheduled__".repeat(9));

  @Test
  void namesAreSuchAsSageMakerTakes() {
    for (String run : RUNS) {
      JobNames names = JobNames.of(run, CREATED, "s3://bucket/jobs");
      for (int number : new int[] {1, 9, 10, 999}) {
        for (JobNames.Purpose purpose : JobNames.Purpose.values()) {
          assertThat(names.training(purpose, number))
              .matches("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}")
              .hasSizeLessThanOrEqualTo(63);
        }
        assertThat(names.tuning(number))
            .matches("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}")
            .hasSizeLessThanOrEqualTo(32);
      }
    }
  }

  @Test
  void namesCarryTheIdOfTheRunAsFarAsThereIsRoom() {
    JobNames names = JobNames.of("20260131-120000", CREATED, "s3://bucket/jobs");
    assertThat(names.training(JobNames.Purpose.TRAINING, 1))
        .startsWith("prod2vec-20260131-120000-")
        .endsWith("-train-1");
    assertThat(names.tuning(2)).startsWith("p2v-20260131-120000-").endsWith("-2");
    assertThat(names.folder()).startsWith("20260131-120000-");
  }

  @Test
  void theSameRunHasTheSameNamesAndAnotherHasOthers() {
    Set<String> all = new HashSet<>();
    int asked = 0;
    List<Supplier<JobNames>> runs =
        Stream.of("today", "x".repeat(200), "x".repeat(201))
            .flatMap(run ->
                Stream.<Supplier<JobNames>>of(
                    () -> JobNames.of(run, CREATED, "s3://bucket/jobs"),
                    () -> JobNames.of(run, CREATED.plusMillis(1), "s3://bucket/jobs"),
                    () -> JobNames.of(run, CREATED, "s3://other/jobs")))
            .toList();
    for (Supplier<JobNames> run : runs) {
      for (int number = 1; number <= 2; number++) {
        assertThat(run.get().tuning(number)).isEqualTo(run.get().tuning(number));
        all.add(run.get().tuning(number));
        asked++;
        for (JobNames.Purpose purpose : JobNames.Purpose.values()) {
          all.add(run.get().training(purpose, number));
          asked++;
        }
      }
    }
    assertThat(all).hasSize(asked);
  }
}
