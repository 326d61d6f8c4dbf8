package dev.prod2vec.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.config.Config;
import dev.prod2vec.fuzz.Fuzz;
import dev.prod2vec.setting.WrongUseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

class ChangedConfigTest {
  private static final byte[] SEED =
      """
      # A comment: with a colon
      orders:
        files: [a.csv, "b c.csv"]
        format: rows
      baskets: {min-count: 5, max-products: 100}
      training:
        dim: 16
        epochs: 3
        learning-rate: 0.1
      tuning:
        dim: 8..16
        trials: 4
      tune: true
      """
          .getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void aChangedFileIsReadOrRefused() throws Exception {
    Path file = Files.write(folder.resolve("prod2vec.yaml"), SEED);
    assertThat(YamlFile.read(Config.SCHEMA, file, new Faults())).hasSize(10);
    Fuzz.check(
        20_000,
        file,
        random -> Fuzz.mutate(SEED, random),
        List.of(WrongUseException.class),
        path -> {
          Faults faults = new Faults();
          var _ = YamlFile.read(Config.SCHEMA, path, faults);
          faults.throwIfAny();
        });
  }

  /// Fewer, since all records are built by reflection each time.
  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void aConfigWithAChangedFileIsMadeOrRefused() throws Exception {
    Fuzz.check(
        1_000,
        folder.resolve("prod2vec.yaml"),
        random -> Fuzz.mutate(SEED, random),
        List.of(WrongUseException.class),
        path -> Config.SCHEMA.load(Optional.of(path), Map.of(), Map.of()));
  }
}
