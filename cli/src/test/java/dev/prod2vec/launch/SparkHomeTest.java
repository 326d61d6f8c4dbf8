package dev.prod2vec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkHomeTest {
  @TempDir private Path folder;

  private Path spark(String version) throws IOException {
    Path spark = folder.resolve("spark-" + version);
    Path submit = Files.createDirectories(spark.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, "#!/bin/sh\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(spark.resolve("jars"));
    Files.writeString(spark.resolve("jars/spark-core_2.13-" + version + ".jar"), "");
    return spark;
  }

  private static SparkHome home(String key, Map<String, String> environment) {
    return SparkHome.of(new SparkConfig("local[*]", key, List.of()), environment);
  }

  private static void assertRefused(
      String key, Map<String, String> environment, String... messages) {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> home(key, environment))
        .withMessageContainingAll(messages)
        .withMessageContaining("\nhint: ");
  }

  @Test
  void theKeyWinsOverTheVariable() throws IOException {
    Path one = spark("4.2.0");
    Path other = spark("4.2.1");
    assertThat(home("", Map.of("SPARK_HOME", one.toString())).folder()).isEqualTo(one);
    assertThat(home(other.toString(), Map.of("SPARK_HOME", one.toString())).submit())
        .isEqualTo(other.resolve("bin/spark-submit"));
  }

  @Test
  void whereNoSparkIsSaysSo() throws IOException {
    assertRefused("", Map.of(), "spark.home: is empty", "SPARK_HOME");
    assertRefused(
        "", Map.of("SPARK_HOME", "/nowhere"), "SPARK_HOME: /nowhere has no bin/spark-submit");
    assertRefused("/nowhere", Map.of(), "spark.home: /nowhere has no bin/spark-submit");
    Path broken = spark("4.2.0");
    Files.delete(broken.resolve("jars/spark-core_2.13-4.2.0.jar"));
    assertRefused(broken.toString(), Map.of(), "has no spark-core jar");
    Files.delete(broken.resolve("jars"));
    assertRefused(broken.toString(), Map.of(), "cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.1.9", "3.5.1", "4.1.0-amzn-2"})
  void aSparkThatDoesNotRunOnJdk25IsRefused(String version) throws IOException {
    assertRefused(
        spark(version).toString(),
        Map.of(),
        "spark.home, " + folder,
        "is Spark " + version + ", but must be 4.2 or later");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4.2.0", "4.10.0", "5.0.0-SNAPSHOT", "4.2.0-amzn-1"})
  void aLaterOneIsNot(String version) throws IOException {
    assertThat(home(spark(version).toString(), Map.of()).folder()).exists();
  }

  @Test
  void settingsOfTheSetUpAreRead() throws IOException {
    Path spark = spark("4.2.0");
    assertThat(home(spark.toString(), Map.of()).defaults()).isEmpty();
    Files.createDirectories(spark.resolve("conf"));
    Files.writeString(spark.resolve("conf/spark-defaults.conf"), "# mine\nspark.a  -Dx=y z\n");
    assertThat(home(spark.toString(), Map.of()).defaults())
        .containsExactly(Map.entry("spark.a", "-Dx=y z"));
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    assertThat(home(spark.toString(), Map.of("SPARK_CONF_DIR", elsewhere.toString())).defaults())
        .isEmpty();
  }
}
