package dev.prod2vec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SparkSubmitTest {
  private static final Path ROOT = Path.of("/opt/prod2vec");
  private static final List<String> TRAINING = List.of("--add-modules=a", "-XX:B=c,d::*,0.1");

  private static List<String> words(
      Map<String, String> defaults, List<String> conf, String... driver) {
    return new SparkSubmit(
            new SparkHome(Path.of("/opt/spark"), defaults),
            new SparkConfig("spark://host:7077", "", conf),
            ROOT,
            TRAINING,
            List.of(driver))
        .words(List.of("run", "--orders", "a b.csv"));
  }

  private static String conf(List<String> words, String key) {
    return words.stream()
        .filter(word -> word.startsWith(key + "="))
        .map(word -> word.substring(key.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theWholeCommandLine() {
    assertThat(words(Map.of(), List.of("spark.executor.memory=8g"), "-Da=b"))
        .containsExactly(
            "/opt/spark/bin/spark-submit",
            "--master",
            "spark://host:7077",
            "--deploy-mode",
            "client",
            "--class",
            "dev.prod2vec.submit.Main",
            "--conf",
            "spark.executor.memory=8g",
            "--conf",
            "spark.serializer=org.apache.spark.serializer.JavaSerializer",
            "--conf",
            "spark.driver.extraJavaOptions=--add-modules=a -XX:B=c,d::*,0.1 -XX:+UseParallelGC"
                + " -Dlog4j2.configurationFile=file:///opt/prod2vec/jvm/spark-log4j2.properties -Da=b",
            "--conf",
            "spark.executor.extraJavaOptions=--add-modules=a -XX:B=c,d::*,0.1 -XX:+UseParallelGC",
            "/opt/prod2vec/spark/target/prod2vec-spark.jar",
            "run",
            "--orders",
            "a b.csv");
  }

  @Test
  void theUsersOptionsComeLastAndThoseOfTheSetUpStay() {
    String executor = "spark.executor.extraJavaOptions";
    String driver = "spark.driver.extraJavaOptions";
    Map<String, String> setUp = Map.of(executor, "-Dsite=1", driver, "-Dsite=2");
    List<String> words = words(setUp, List.of(executor + "=-Dmine=1"));
    assertThat(conf(words, executor)).endsWith(" -Dmine=1").doesNotContain("site");
    assertThat(conf(words, driver)).endsWith(" -Dsite=2");
  }

  @Test
  void anotherCollectorReplacesOurs() {
    String executor = "spark.executor.extraJavaOptions";
    List<String> words = words(Map.of(), List.of(executor + "=-XX:+UseZGC"), "-XX:+UseSerialGC");
    assertThat(conf(words, executor)).endsWith(" -XX:+UseZGC").doesNotContain("Parallel", "Serial");
    assertThat(conf(words, "spark.driver.extraJavaOptions"))
        .contains("-XX:+UseSerialGC")
        .doesNotContain("Parallel");
  }

  @Test
  void theHeapOfTheDriverIsItsMemory() {
    List<String> words = words(Map.of(), List.of(), "-Xmx6g", "-Da=b");
    assertThat(conf(words, "spark.driver.memory")).isEqualTo("6g");
    assertThat(conf(words, "spark.driver.extraJavaOptions")).doesNotContain("-Xmx");
    assertThat(conf(words(Map.of(), List.of(), "-Xmx100000000"), "spark.driver.memory"))
        .isEqualTo("100000000b");
    assertThat(
            conf(
                words(Map.of(), List.of("spark.driver.memory=2g"), "-Xmx6g"),
                "spark.driver.memory"))
        .isEqualTo("2g");
    assertThat(words(Map.of(), List.of()))
        .noneMatch(word -> word.startsWith("spark.driver.memory"));
  }

  @Test
  void wordsWithSpacesAndQuotesStayOne() {
    List<String> words = words(Map.of(), List.of(), "-Dsize=40 100", "-Dname=a\"b\\c'd");
    List<String> quoted = Arrays.asList("\"-Dsize=40 100\"", "\"-Dname=a\\\"b\\\\c'd\"");
    assertThat(conf(words, "spark.driver.extraJavaOptions")).contains(quoted);
  }
}
