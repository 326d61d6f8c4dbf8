package dev.prod2vec.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.basket.Baskets;
import dev.prod2vec.synthetic.SyntheticConfig;
import dev.prod2vec.synthetic.SyntheticShop;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgreementChoiceTest {
  private static final int PRODUCTS = 300;
  private static final TrainingConfig CONFIG = TrainingConfig.DEFAULT.withDim(32).withThreads(1);

  @Test
  void ordersOfOnePurposeAskForAgreement() throws InterruptedException {
    TrainingConfig chosen = AgreementChoice.of(ofOnePurpose(0, 20_000), CONFIG, options());
    assertThat(chosen).isEqualTo(CONFIG.withAgreement(chosen.agreement()));
    assertThat(chosen.agreement()).isEqualTo(8);
    assertThat(AgreementChoice.of(ofOnePurpose(0, 20_000), CONFIG.withThreads(3), options()))
        .isEqualTo(chosen.withThreads(3));
  }

  @Test
  void ordersWithoutAnyPurposeDoNot() throws InterruptedException {
    TrainingOptions options =
        TrainingOptions.NONE.withValidation(byChance(2, 2_000)).withVocabularySize(PRODUCTS);
    assertThat(AgreementChoice.of(byChance(1, 20_000), CONFIG, options).agreement()).isEqualTo(2);
  }

  @Test
  void fewOrdersLeaveItAtTheLeast() throws InterruptedException {
    assertThat(AgreementChoice.of(ofOnePurpose(0, 19_999), CONFIG, options()).agreement())
        .isEqualTo(2);
  }

  @Test
  void aLearningRateThatIsTooHighIsLeftToTheTraining() throws InterruptedException {
    TrainingConfig config = CONFIG.withLearningRate(1e9);
    assertThat(AgreementChoice.of(ofOnePurpose(0, 20_000), config, options()).agreement())
        .isEqualTo(2);
  }

  @Test
  void whatTheConfigSaysStays() throws InterruptedException {
    TrainingConfig config = CONFIG.withAgreement(5);
    assertThat(AgreementChoice.of(ofOnePurpose(0, 100), config, options())).isSameAs(config);
  }

  @Test
  void withoutValidationOrOfAnotherObjectiveItIsTheLeast() throws InterruptedException {
    Baskets baskets = ofOnePurpose(0, 20_000);
    assertThat(AgreementChoice.of(baskets, CONFIG, TrainingOptions.NONE).agreement()).isEqualTo(2);
    TrainingConfig skipGram = CONFIG.withObjective(Objective.SKIP_GRAM);
    assertThat(AgreementChoice.of(baskets, skipGram, options()).agreement()).isEqualTo(2);
  }

  @Test
  void aTrainingWithoutAChoiceIsThatOfTheLeast() throws InterruptedException {
    Baskets baskets = ofOnePurpose(0, 300);
    TrainingConfig config = CONFIG.withEpochs(1);
    float[] open = Trainer.train(baskets, config).embedding().input();
    assertThat(Trainer.train(baskets, config.withAgreement(2)).embedding().input())
        .containsExactly(open);
    assertThat(config.scorePower()).isEqualTo(2);
    assertThat(config.withAgreement(8).scorePower()).isEqualTo(8);
    assertThat(config.withObjective(Objective.SKIP_GRAM).scorePower()).isEqualTo(1);
  }

  @Test
  void itStopsWhenTheListenerCancels() {
    TrainingOptions cancelled =
        options()
            .withProgress(
                new TrainingProgress() {
                  @Override
                  public boolean cancelled() {
                    return true;
                  }
                });
    assertThatThrownBy(() -> AgreementChoice.of(ofOnePurpose(0, 20_000), CONFIG, cancelled))
        .isInstanceOf(InterruptedException.class);
  }

  private static TrainingOptions options() {
    return TrainingOptions.NONE
        .withValidation(ofOnePurpose(20_000, 24_000))
        .withVocabularySize(PRODUCTS);
  }

  /// Orders of a generated shop, whose customers come for a purpose.
  private static Baskets ofOnePurpose(int from, int to) {
    SyntheticShop shop = new SyntheticShop(new SyntheticConfig(PRODUCTS, to, 1));
    return Baskets.of(
        IntStream.range(from, to).mapToObj(i -> shop.order(i).products()).toArray(int[][]::new));
  }

  private static Baskets byChance(int seed, int size) {
    Random random = new Random(seed);
    int[][] baskets = new int[size][];
    Arrays.setAll(baskets, _ -> random.ints(8, 0, PRODUCTS).distinct().toArray());
    return Baskets.of(baskets);
  }
}
