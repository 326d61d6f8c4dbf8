package dev.prod2vec.hdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.Stores;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HdfsProviderTest {
  private final Stores stores = Stores.registered(Map.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hdfs://node:8020/runs/today",
        "HDFS://group-of-namenodes/runs",
        "hdfs://[::1]:8020/runs/a b",
        "hdfs://node"
      })
  void hdfsIsRegisteredForTheJarOfSpark(String text) {
    assertThat(stores.conditional(Location.parse(text))).isInstanceOf(HdfsStore.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hdfs:///runs",
        "hdfs://user@node/runs",
        "hdfs://node:/runs",
        "hdfs://node/a:b",
        "hdfs://node/a/../b"
      })
  void aLocationThatCannotBeInHdfsIsRefused(String text) {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> stores.of(Location.parse(text)))
        .withMessageStartingWith(text + ": ");
  }
}
