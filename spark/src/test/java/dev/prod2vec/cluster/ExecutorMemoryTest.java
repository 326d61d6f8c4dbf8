package dev.prod2vec.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.lake.LocalSpark;
import dev.prod2vec.setting.WrongUseException;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;

class ExecutorMemoryTest {
  private static final SparkContext LOCAL = LocalSpark.SESSION.sparkContext();

  @Test
  void aMillionProductsNeedFourGigabytesToTrainAndFiveToScore() {
    assertThat(ExecutorMemory.training(1_000_000, 128)).isEqualTo(4_160_000_000L);
    assertThat(ExecutorMemory.postProcessing(1_000_000, 128, 10_000_000)).isEqualTo(5_200_000_000L);
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeItBegins() {
    ExecutorMemory.require(LOCAL, "a training", 1 << 20);
    assertThatThrownBy(() -> ExecutorMemory.require(LOCAL, "a training", 1L << 50))
        .isExactlyInstanceOf(WrongUseException.class)
        .hasMessageMatching(
            "a training needs 1,125,899.9 GB of memory at once, but the driver has [0-9.,]+ [MG]B\nhint: give more by --spark.conf=spark.driver.memory=...");
  }
}
