package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.feature.ProductFeature;
import dev.prod2vec.setting.InvalidSettingException;
import dev.prod2vec.setting.Records;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingConfigTest {
  @Test
  void setsEveryKey() {
    TrainingConfig config =
        new TrainingConfig(
            Objective.SKIP_GRAM,
            8,
            2,
            0.5,
            3,
            4,
            6,
            1,
            9,
            1e-4,
            0.3,
            3,
            0.05,
            List.of("names"),
            32,
            4,
            16,
            0,
            7,
            -9L,
            90,
            QuantityWeight.LOG);
    String text =
        "TrainingConfig[objective=SKIP_GRAM, dim=8, epochs=2, learningRate=0.5, negatives=3,"
            + " noiseProducts=4, noiseBaskets=6, noiseExponent=1.0, window=9, subsampling=1.0E-4,"
            + " dropout=0.3, agreement=3, weightDecay=0.05, sideInformation=[names],"
            + " batchBaskets=32, shards=4, rounds=16, patience=0, threads=7, seed=-9,"
            + " halfLife=90.0, quantityWeight=LOG]";
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
                .withSideInformation(List.of("names"))
                .withShards(4, 16)
                .withPatience(0)
                .withThreads(7)
                .withSeed(-9)
                .withHalfLife(90)
                .withQuantityWeight(QuantityWeight.LOG))
        .isEqualTo(
            Records.with(
                config,
                Map.of(
                    "window", TrainingConfig.DEFAULT.window(),
                    "subsampling", TrainingConfig.DEFAULT.subsampling(),
                    "agreement", TrainingConfig.DEFAULT.agreement(),
                    "weight-decay", TrainingConfig.DEFAULT.weightDecay(),
                    "batch-baskets", TrainingConfig.DEFAULT.batchBaskets())));
  }

  @ParameterizedTest
  @CsvSource({"6000, 64", "6144, 64", "6145, 65", "45000, 469", "900000000, 100000"})
  void openRoundsFollowThePurchasesOfAnAverageProduct(long purchases, int rounds) {
    long[] counts = {0, purchases - 1, 1};
    TrainingConfig config = TrainingConfig.DEFAULT.withShards(16, 0);
    assertThatThrownBy(config::roundsPerEpoch).isInstanceOf(IllegalStateException.class);
    assertThat(config.withRoundsFor(counts).roundsPerEpoch()).isEqualTo(rounds);
    assertThat(config.withShards(16, 7).withRoundsFor(counts).roundsPerEpoch()).isEqualTo(7);
    assertThat(config.withShards(1, 0).withRoundsFor(counts).roundsPerEpoch()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "dim, 0, 1 to 4096",
    "dim, 4097, 1 to 4096",
    "epochs, 0, 1 to 1000",
    "epochs, 1001, 1 to 1000",
    "learning-rate, 0, above 0",
    "learning-rate, NaN, above 0",
    "learning-rate, 1e39, above 0",
    "negatives, 0, 1 to 100",
    "negatives, 101, 1 to 100",
    "noise-products, 0, 1 to 4096",
    "noise-products, 4097, 1 to 4096",
    "noise-baskets, 0, 1 to 4096",
    "noise-baskets, 4097, 1 to 4096",
    "noise-exponent, -0.1, 0 to 1",
    "noise-exponent, NaN, 0 to 1",
    "window, -1, 0 or more",
    "subsampling, -1, 0 to 1",
    "subsampling, NaN, 0 to 1",
    "dropout, -0.1, 0 to 0.9",
    "dropout, 1, 0 to 0.9",
    "weight-decay, -0.1, 0 to 1",
    "weight-decay, 2, 0 to 1",
    "batch-baskets, 0, 1 to 4096",
    "batch-baskets, 4097, 1 to 4096",
    "shards, 4097, 0 to 4096",
    "rounds, -1, 0 to 100000",
    "patience, -1, 0 or more",
    "threads, -1, 0 to 1024",
    "threads, 1025, 0 to 1024",
  })
  void refusesValuesOutOfRange(String name, double number, String range) {
    boolean whole = Records.component(TrainingConfig.class, name).type() == int.class;
    Object value = whole ? (Object) (int) number : (Object) number;
    assertThatThrownBy(() -> Records.with(TrainingConfig.DEFAULT, name, value))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("%s must be %s, but is %s", name, range, value);
  }

  @Test
  void refusesSideInformationThatThereIsNot() {
    assertThat(TrainingConfig.DEFAULT.features()).containsOnly(ProductFeature.values());
    assertThat(TrainingConfig.DEFAULT.withSideInformation(List.of()).features()).isEmpty();
    assertThatThrownBy(
            () -> TrainingConfig.DEFAULT.withSideInformation(List.of("categories", "prices")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "side-information takes names and categories, or is empty, but there is 'prices'");
  }

  /// A constructor that forgot a component could not make its default.
  @Test
  void theConstructorChecksItself() {
    assertThatThrownBy(() ->
            new TrainingConfig(
                Objective.COMPLETION,
                0,
                2,
                0.5,
                3,
                4,
                6,
                1,
                9,
                1e-4,
                0.3,
                3,
                0.05,
                List.of("names"),
                32,
                4,
                16,
                0,
                7,
                -9L,
                0,
                QuantityWeight.NONE))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("dim must be 1 to 4096, but is 0");
  }
}
