package dev.prod2vec.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermFolderTest {
  @ParameterizedTest
  @CsvSource({
    ".term-3, 3",
    ".term-12/model_training/checkpoint.safetensors, 12",
    ".attempt-7/model_tuning/tuning-study.jsonl, 7"
  })
  void aFolderAndWhatIsInItTellTheTerm(String path, long term) {
    assertThat(TermFolder.term(path)).hasValue(term);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "term-3",
        ".term-",
        ".term-x",
        ".term--1",
        ".term-1234567890123456789",
        ".term-3x"
      })
  void anyOtherPathHasNone(String path) {
    assertThat(TermFolder.term(path)).isEmpty();
  }

  @Test
  void theLastTermCounts() {
    assertThat(TermFolder.last(Stream.of(".lock", ".term-9", ".attempt-10"))).isEqualTo(10);
    assertThat(TermFolder.last(Stream.of(".lock"))).isZero();
    assertThat(TermFolder.term(TermFolder.name(11))).hasValue(11);
  }
}
