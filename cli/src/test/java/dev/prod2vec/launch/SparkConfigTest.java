package dev.prod2vec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.schema.Schema;
import dev.prod2vec.setting.WrongUseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkConfigTest {
  private static final Schema<Config> SCHEMA =
      Schema.of(
          Config.DEFAULT
              .withEngines(List.of(Config.LOCAL, SparkConfig.ENGINE))
              .withSection(SparkConfig.DEFAULT));

  private static SparkConfig load(Map<String, List<String>> flags) {
    return SCHEMA.load(Optional.empty(), Map.of(), flags).config().section(SparkConfig.class);
  }

  @Test
  void everyKeyCanBeSet() {
    SparkConfig config =
        load(
            Map.of(
                "spark.master", List.of("spark://host:7077"),
                "spark.home", List.of("/opt/spark"),
                "spark.conf", List.of("spark.a=1", "spark.b=x=y,spark.c=")));
    assertThat(config.master()).isEqualTo("spark://host:7077");
    assertThat(config.home()).isEqualTo("/opt/spark");
    assertThat(config.settings())
        .containsExactly(
            Map.entry("spark.a", "1"), Map.entry("spark.b", "x=y"), Map.entry("spark.c", ""));
    assertThat(SparkConfig.DEFAULT.master()).isEqualTo("local[*]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spark.master | two words           | --spark.master: spark.master must be an address without spaces",
        "spark.conf   | executor.memory=8g  | begins with \"executor.memory\"",
        "spark.conf   | spark.memory        | begins with \"spark.memory\"",
        "spark.conf   | spark.hadoop.fs.s3a.secret.key=hidden | but has spark.hadoop.fs.s3a.secret.key; Spark also reads it from conf/spark-defaults.conf",
        "spark.conf   | spark.ssl.keyStorePassword=hidden     | but has spark.ssl.keyStorePassword",
        "spark.conf   | spark.master=yarn   | which is the key spark.master",
        "spark.conf   | spark.serializer=org.apache.spark.serializer.KryoSerializer | conf must leave spark.serializer at org.apache.spark.serializer.JavaSerializer: others cannot write the classes of prod2vec",
        "spark.conf   | spark.submit.deployMode=cluster | conf must leave spark.submit.deployMode at client",
        "spark.conf   | spark.a=1,spark.a=2 | each key once only",
      })
  void whatCannotWorkIsRefusedBeforeAnythingStarts(String key, String value, String message) {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> load(Map.of(key, List.of(value))))
        .withMessageContaining(message)
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hidden"));
  }

  @Test
  void whatIsSaidHereWinsOverWhatTheRunSays() {
    SparkConfig ofRun = new SparkConfig("yarn", "/there", List.of("spark.a=1"));
    SparkConfig here = new SparkConfig("local[2]", "/here", List.of());
    assertThat(here.orElse(ofRun, Set.of("training.dim"))).isEqualTo(ofRun);
    assertThat(here.orElse(ofRun, Set.of("spark.home", "spark.conf")))
        .isEqualTo(new SparkConfig("yarn", "/here", List.of()));
  }
}
