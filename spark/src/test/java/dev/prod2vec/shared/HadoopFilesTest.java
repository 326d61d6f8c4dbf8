package dev.prod2vec.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.store.Location;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class HadoopFilesTest {
  @Test
  void whatSomebodyHasSetStays() {
    Configuration configuration = new Configuration();
    configuration.set("fs.s3a.endpoint", "http://mine");
    HadoopFiles.prefer(
        configuration,
        Map.of(
            "fs.s3a.endpoint", "http://other",
            "fs.s3a.path.style.access", "true",
            "fs.s3a.nobody.has.this", "x"));
    assertThat(configuration.get("fs.s3a.endpoint")).isEqualTo("http://mine");
    assertThat(configuration.get("fs.s3a.path.style.access")).isEqualTo("true");
    assertThat(configuration.get("fs.s3a.nobody.has.this")).isEqualTo("x");
  }

  @Test
  void aKeyOfTheConfigWinsOverAVariableOfTheMachine() {
    Configuration configuration = new Configuration();
    configuration.set(
        "fs.s3a.endpoint", "http://machine", "Set by Spark on node/10.0.0.1 from AWS_ENDPOINT_URL");
    HadoopFiles.prefer(configuration, Map.of("fs.s3a.endpoint", "http://key"));
    assertThat(configuration.get("fs.s3a.endpoint")).isEqualTo("http://key");
    configuration.set(
        "fs.s3a.endpoint", "http://spark", "Set by Spark from keys starting with 'spark.hadoop'");
    HadoopFiles.prefer(configuration, Map.of("fs.s3a.endpoint", "http://key"));
    assertThat(configuration.get("fs.s3a.endpoint")).isEqualTo("http://spark");
  }

  @Test
  void theClientOfS3IsOnTheClassPath() {
    HadoopFiles files = new HadoopFiles(new Configuration());
    Location bucket = Location.parse("s3://shop/a folder/file");
    assertThat(files.has(bucket)).isTrue();
    assertThat(files.uri(bucket)).isEqualTo("s3a://shop/a folder/file");
    assertThat(files.has(Location.parse("other://shop/file"))).isFalse();
  }
}
