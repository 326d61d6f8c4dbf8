package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingConfigTest {
  @Test
  void setsEveryKey() {
    TrainingConfig config =
        new TrainingConfig(
            Objective.SKIP_GRAM, 8, 2, 0.5, 3, 4, 6, 1, 9, 1e-4, 0.3, 0.05, 32, 0, 7, -9L);
    String text =
        "TrainingConfig[objective=SKIP_GRAM, dim=8, epochs=2, learningRate=0.5, negatives=3,"
            + " noiseProducts=4, noiseBaskets=6, noiseExponent=1.0, window=9, subsampling=1.0E-4,"
            + " dropout=0.3, weightDecay=0.05, batchBaskets=32, patience=0, threads=7, seed=-9]";
    assertThat(config).hasToString(text);
    assertThat(
            TrainingConfig.DEFAULT
                .withObjective(Objective.SKIP_GRAM)
                .withDim(8)
                .withEpochs(2)
                .withLearningRate(0.5)
                .withNegatives(3)
                .withNoise(4, 6)
                .withNoiseExponent(1)
                .withDropout(0.3)
                .withPatience(0)
                .withThreads(7)
                .withSeed(-9))
        .isEqualTo(
            new TrainingConfig(
                Objective.SKIP_GRAM,
                8,
                2,
                0.5,
                3,
                4,
                6,
                1,
                TrainingConfig.DEFAULT.window(),
                TrainingConfig.DEFAULT.subsampling(),
                0.3,
                TrainingConfig.DEFAULT.weightDecay(),
                TrainingConfig.DEFAULT.batchBaskets(),
                0,
                7,
                -9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0    | 10   | 0.1  | 5    | 16   | 1    | 0.75 | 0    | 0    | 0    | 0    | 128  | 3    | 0    | dim must be 1 to 4096, but is 0",
        "4097 | 10   | 0.1  | 5    | 16   | 1    | 0.75 | 0    | 0    | 0    | 0    | 128  | 3    | 0    | dim must be 1 to 4096",
        "128  | 0    | 0.1  | 5    | 16   | 1    | 0.75 | 0    | 0    | 0    | 0    | 128  | 3    | 0    | epochs must be 1 to 1000",
        "128  | 1001 | 0.1  | 5    | 16   | 1    | 0.75 | 0    | 0    | 0    | 0    | 128  | 3    | 0    | epochs must be 1 to 1000",
        "128  | 10   | 0    | 5    | 16   | 1    | 0.75 | 0    | 0    | 0    | 0    | 128  | 3    | 0    | learning-rate must be above 0",
        "128  | 10   | NaN  | 5    | 16   | 1    | 0.75 | 0    | 0    | 0    | 0    | 128  | 3    | 0    | learning-rate must be above 0",
        "128  | 10   | 0.1  | 0    | 16   | 1    | 0.75 | 0    | 0    | 0    | 0    | 128  | 3    | 0    | negatives must be 1 to 100",
        "128  | 10   | 0.1  | 101  | 16   | 1    | 0.75 | 0    | 0    | 0    | 0    | 128  | 3    | 0    | negatives must be 1 to 100",
        "128  | 10   | 0.1  | 5    | 0    | 1    | 0.75 | 0    | 0    | 0    | 0    | 128  | 3    | 0    | noise-products must be 1 to 4096",
        "128  | 10   | 0.1  | 5    | 4097 | 1    | 0.75 | 0    | 0    | 0    | 0    | 128  | 3    | 0    | noise-products must be 1 to 4096",
        "128  | 10   | 0.1  | 5    | 16   | 0    | 0.75 | 0    | 0    | 0    | 0    | 128  | 3    | 0    | noise-baskets must be 1 to 4096",
        "128  | 10   | 0.1  | 5    | 16   | 4097 | 0.75 | 0    | 0    | 0    | 0    | 128  | 3    | 0    | noise-baskets must be 1 to 4096",
        "128  | 10   | 0.1  | 5    | 16   | 1    | -0.1 | 0    | 0    | 0    | 0    | 128  | 3    | 0    | noise-exponent must be 0 to 1",
        "128  | 10   | 0.1  | 5    | 16   | 1    | NaN  | 0    | 0    | 0    | 0    | 128  | 3    | 0    | noise-exponent must be 0 to 1",
        "128  | 10   | 0.1  | 5    | 16   | 1    | 0.75 | -1   | 0    | 0    | 0    | 128  | 3    | 0    | window must be 0 or more",
        "128  | 10   | 0.1  | 5    | 16   | 1    | 0.75 | 0    | -1   | 0    | 0    | 128  | 3    | 0    | subsampling must be 0 to 1",
        "128  | 10   | 0.1  | 5    | 16   | 1    | 0.75 | 0    | NaN  | 0    | 0    | 128  | 3    | 0    | subsampling must be 0 to 1",
        "128  | 10   | 0.1  | 5    | 16   | 1    | 0.75 | 0    | 0    | -0.1 | 0    | 128  | 3    | 0    | dropout must be 0 to 0.9",
        "128  | 10   | 0.1  | 5    | 16   | 1    | 0.75 | 0    | 0    | 1    | 0    | 128  | 3    | 0    | dropout must be 0 to 0.9",
        "128  | 10   | 0.1  | 5    | 16   | 1    | 0.75 | 0    | 0    | 0    | -0.1 | 128  | 3    | 0    | weight-decay must be 0 to 1",
        "128  | 10   | 0.1  | 5    | 16   | 1    | 0.75 | 0    | 0    | 0    | 2    | 128  | 3    | 0    | weight-decay must be 0 to 1",
        "128  | 10   | 0.1  | 5    | 16   | 1    | 0.75 | 0    | 0    | 0    | 0    | 0    | 3    | 0    | batch-baskets must be 1 to 4096",
        "128  | 10   | 0.1  | 5    | 16   | 1    | 0.75 | 0    | 0    | 0    | 0    | 4097 | 3    | 0    | batch-baskets must be 1 to 4096",
        "128  | 10   | 0.1  | 5    | 16   | 1    | 0.75 | 0    | 0    | 0    | 0    | 128  | -1   | 0    | patience must be 0 or more",
        "128  | 10   | 0.1  | 5    | 16   | 1    | 0.75 | 0    | 0    | 0    | 0    | 128  | 3    | -1   | threads must be 0 to 1024",
        "128  | 10   | 0.1  | 5    | 16   | 1    | 0.75 | 0    | 0    | 0    | 0    | 128  | 3    | 1025 | threads must be 0 to 1024"
      })
  void refusesValuesOutOfRange(
      int dim,
      int epochs,
      double learningRate,
      int negatives,
      int noiseProducts,
      int noiseBaskets,
      double noiseExponent,
      int window,
      double subsampling,
      double dropout,
      double weightDecay,
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
                noiseBaskets,
                noiseExponent,
                window,
                subsampling,
                dropout,
                weightDecay,
                batchBaskets,
                patience,
                threads,
                1L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
