package dev.prod2vec.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.config.Config;
import dev.prod2vec.s3.S3Config;
import dev.prod2vec.schema.ConfigTree;
import dev.prod2vec.schema.EffectiveConfig;
import dev.prod2vec.schema.Key;
import dev.prod2vec.schema.Schema;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sections that these modules bring to a config.
class SectionsTest {
  private static final Schema<Config> SCHEMA =
      Schema.of(
          Config.DEFAULT
              .withEngines(List.of(Config.LOCAL, SageMakerConfig.SERVICE, SageMakerConfig.LOCAL))
              .withSection(S3Config.DEFAULT)
              .withSection(SageMakerConfig.DEFAULT));

  @TempDir private Path folder;

  @Test
  void everyKeyCanBeSet() {
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("s3.endpoint", "http://x"),
            Map.entry("s3.path-style", "true"),
            Map.entry("s3.region", "x"),
            Map.entry("s3.profile", "x"),
            Map.entry("s3.encryption", "aws-kms"),
            Map.entry("s3.kms-key", "x"),
            Map.entry("s3.attempts", "7"),
            Map.entry("s3.part-mib", "17"),
            Map.entry("s3.parallel", "9"),
            Map.entry("s3.cache", "/x"),
            Map.entry("sagemaker.role", "arn:aws:iam::123456789012:role/x"),
            Map.entry("sagemaker.s3-uri", "s3://bucket/prefix"),
            Map.entry("sagemaker.image", "x"),
            Map.entry("sagemaker.instance-type", "ml.x"),
            Map.entry("sagemaker.volume-gb", "31"),
            Map.entry("sagemaker.max-runtime-minutes", "31"),
            Map.entry("sagemaker.spot", "true"),
            Map.entry("sagemaker.spot-wait-minutes", "31"),
            Map.entry("sagemaker.subnets", "x"),
            Map.entry("sagemaker.security-groups", "x"),
            Map.entry("sagemaker.tags", "x=y"),
            Map.entry("sagemaker.kms-key", "x"),
            Map.entry("sagemaker.endpoint", "http://x"),
            Map.entry("sagemaker.warm-start-parents", "x"),
            Map.entry("sagemaker.price-per-hour", "1.5"),
            Map.entry("sagemaker.detach", "true"));
    Map<String, List<String>> flags = new HashMap<>();
    values.forEach((key, value) -> flags.put(key, List.of(value)));
    Map<String, String> defaults = ConfigTree.texts(SCHEMA.defaults());
    Map<String, String> changed = ConfigTree.texts(load(flags));
    assertThat(SCHEMA.keys())
        .extracting(Key::name)
        .filteredOn(key -> key.startsWith("s3.") || key.startsWith("sagemaker."))
        .containsExactlyInAnyOrderElementsOf(values.keySet())
        .allSatisfy(key -> assertThat(changed.get(key)).isNotEqualTo(defaults.get(key)));
  }

  @Test
  void anEngineNeedsValues() {
    assertRefused(
        Map.of("engine", List.of("sagemaker")),
        "--engine: engine sagemaker needs values for sagemaker.role, sagemaker.s3-uri, sagemaker.image");
    assertRefused(
        Map.of("engine", List.of("sagemaker-local")),
        "--engine: engine sagemaker-local needs values for sagemaker.s3-uri");
    assertRefused(
        Map.of("engine", List.of("sagemaker-locl")),
        "--engine: engine must be local, sagemaker or sagemaker-local, but is"
            + " \"sagemaker-locl\"; did you mean sagemaker-local?");
  }

  @Test
  void rulesOfSeveralKeysNameThem() {
    assertRefused(
        Map.of("sagemaker.security-groups", List.of("x")),
        "--sagemaker.security-groups: sagemaker.subnets and security-groups must be given"
            + " together, but one of them is empty");
    assertRefused(
        Map.of("s3.kms-key", List.of("x")),
        "--s3.kms-key: s3.kms-key is given, but encryption is not aws-kms");
    assertRefused(
        Map.of("sagemaker.warm-start-parents", List.of("a,b,c,d,e,f")),
        "--sagemaker.warm-start-parents: sagemaker.warm-start-parents must have at most 5 texts,"
            + " but has 6");
  }

  @ParameterizedTest
  @CsvSource({
    "s3.endpoint, http://reader:s3cret@host",
    "sagemaker.endpoint, https://reader:s3cret@host",
    "sagemaker.endpoint, https://host/?token=s3cret",
  })
  void anAddressWithAPasswordIsRefusedByItsKeyAndNotRepeated(String key, String address) {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> load(Map.of(key, List.of(address))))
        .satisfies(e ->
            assertThat(e.getMessage())
                .startsWith("--%1$s: %1$s must".formatted(key))
                .doesNotContain("s3cret"));
  }

  @Test
  void theCacheInAFileIsRelativeToItsFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("prod2vec.yaml"), "s3:\n  cache: cache\n");
    Config config = SCHEMA.load(Optional.of(file), Map.of(), Map.of()).config();
    assertThat(config.section(S3Config.class).cache()).isEqualTo(folder + "/cache");
  }

  @Test
  void howS3IsReachedMayDifferFromTheRun() {
    EffectiveConfig<Config> here =
        SCHEMA.load(Optional.empty(), Map.of(), Map.of("s3.region", List.of("x")));
    here.requireAgreement(SCHEMA.defaults(), "r");
  }

  private static Config load(Map<String, List<String>> flags) {
    return SCHEMA.load(Optional.empty(), Map.of(), flags).config();
  }

  private static void assertRefused(Map<String, List<String>> flags, String message) {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> load(flags))
        .withMessage(message);
  }
}
