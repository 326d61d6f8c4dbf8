package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingConfigTest {
  @Test
  void setsEveryKey() {
    assertThat(new TrainingConfig(Objective.SKIP_GRAM, 8, 2, 0.5, 3, 4, 1, 32, 0, 7, -9L))
        .hasToString(
            "TrainingConfig[objective=SKIP_GRAM, dim=8, epochs=2, learningRate=0.5, negatives=3,"
                + " noiseProducts=4, noiseExponent=1.0, batchBaskets=32, patience=0, threads=7,"
                + " seed=-9]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0    | 10   | 0.1 | 5   | 16   | 0.75 | 128  | 3  | 0    | dim must be 1 to 4096, but is 0",
        "4097 | 10   | 0.1 | 5   | 16   | 0.75 | 128  | 3  | 0    | dim must be 1 to 4096",
        "128  | 0    | 0.1 | 5   | 16   | 0.75 | 128  | 3  | 0    | epochs must be 1 to 1000",
        "128  | 1001 | 0.1 | 5   | 16   | 0.75 | 128  | 3  | 0    | epochs must be 1 to 1000",
        "128  | 10   | 0   | 5   | 16   | 0.75 | 128  | 3  | 0    | learning-rate must be above 0",
        "128  | 10   | NaN | 5   | 16   | 0.75 | 128  | 3  | 0    | learning-rate must be above 0",
        "128  | 10   | 0.1 | 0   | 16   | 0.75 | 128  | 3  | 0    | negatives must be 1 to 100",
        "128  | 10   | 0.1 | 101 | 16   | 0.75 | 128  | 3  | 0    | negatives must be 1 to 100",
        "128  | 10   | 0.1 | 5   | 0    | 0.75 | 128  | 3  | 0    | noise-products must be 1 to 1024",
        "128  | 10   | 0.1 | 5   | 1025 | 0.75 | 128  | 3  | 0    | noise-products must be 1 to 1024",
        "128  | 10   | 0.1 | 5   | 16   | -0.1 | 128  | 3  | 0    | noise-exponent must be 0 to 1",
        "128  | 10   | 0.1 | 5   | 16   | NaN  | 128  | 3  | 0    | noise-exponent must be 0 to 1",
        "128  | 10   | 0.1 | 5   | 16   | 0.75 | 0    | 3  | 0    | batch-baskets must be 1 to 4096",
        "128  | 10   | 0.1 | 5   | 16   | 0.75 | 4097 | 3  | 0    | batch-baskets must be 1 to 4096",
        "128  | 10   | 0.1 | 5   | 16   | 0.75 | 128  | -1 | 0    | patience must be 0 or more",
        "128  | 10   | 0.1 | 5   | 16   | 0.75 | 128  | 3  | -1   | threads must be 0 to 1024",
        "128  | 10   | 0.1 | 5   | 16   | 0.75 | 128  | 3  | 1025 | threads must be 0 to 1024"
      })
  void refusesValuesOutOfRange(
      int dim,
      int epochs,
      double learningRate,
      int negatives,
      int noiseProducts,
      double noiseExponent,
      int batchBaskets,
      int patience,
      int threads,
      String message) {
    assertThatThrownBy(() ->
            new TrainingConfig(
                Objective.SKIP_GRAM,
                dim,
                epochs,
                learningRate,
                negatives,
                noiseProducts,
                noiseExponent,
                batchBaskets,
                patience,
                threads,
                1L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
