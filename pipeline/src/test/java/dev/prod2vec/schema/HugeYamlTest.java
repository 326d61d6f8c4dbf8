package dev.prod2vec.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.prod2vec.config.Config;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are no configs, or were made to take time or memory.
class HugeYamlTest {
  /// Generous, for a busy machine; unbounded, most of these took minutes or ended the process.
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void moreThanAMebibyteIsNotRead() throws IOException {
    assertFault("# " + "x".repeat(40 << 20) + "\n", ": is larger than 1 MiB");
    assertFault("x".repeat((1 << 20) + 1), ": is larger than 1 MiB");
  }

  @Test
  void aMebibyteOfCommentOnOneLineIsReadAtOnce() throws IOException {
    assertThat(load("# " + "x".repeat((1 << 20) - 30) + "\ntraining:\n  dim: 7\n")).isEqualTo(7);
    assertThat(load("training:\n  dim: 7 # " + "x".repeat((1 << 20) - 30))).isEqualTo(7);
  }

  @Test
  void whatNestsTooDeepIsNamedByItsLine() throws IOException {
    assertFault("training: " + "[".repeat(100_000), ":1: nests deeper than 64 levels");
    assertFault("{a: ".repeat(100_000), ":1: nests deeper than 64 levels");
    assertFault("- ".repeat(100_000), ":1: nests deeper than 64 levels");
    String keys =
        IntStream.range(0, 300)
            .mapToObj(depth -> "  ".repeat(depth) + "training:")
            .collect(Collectors.joining("\n"));
    assertFault(keys, ":65: nests deeper than 64 levels");
  }

  @Test
  void aliasesOfAliasesAreNotMultiplied() throws IOException {
    StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (char name = 'b'; name <= 'i'; name++) {
      bomb.append("%1$c: &%1$c [%2$s]\n".formatted(name, "*%c,".formatted(name - 1).repeat(9)));
    }
    assertFault(bomb.toString(), ":9: holds more than 64 aliases");
    assertFault("training: &a\n  dim: *a\n", ":2: training.dim must be one value");
    assertFault("training: &a [*a]\n", ":1: training must have keys");
  }

  @Test
  void aListOfManyValuesIsAFaultBeforeItIsBuilt() throws IOException {
    assertFault(
        "orders:\n  files: [" + "a,".repeat(400_000) + "]\n", ":2: holds more than 100,000");
  }

  @Test
  void manyFaultsAndLongOnesFitAScreen() throws IOException {
    assertFault("training: &a {" + "x: *a,".repeat(50) + "}\n", ": training.x is there twice");
    String many =
        IntStream.range(0, 20_000)
            .mapToObj(number -> "k" + number + ": 1")
            .collect(Collectors.joining("\n"));
    assertFault(many, "20000 faults in the config:");
    assertFault("k".repeat(1_000_000) + ": 1\n", ":1: is not YAML: mapping values");
    assertFault("? " + "k".repeat(1_000_000) + "\n: 1\n", ":1: no such key: kkk");
    assertFault("training:\n  dim: " + "9".repeat(1_000_000), ":2: training.dim must be a whole");
    assertFault("tuning:\n  dim: " + "9".repeat(1_000_000), ":2: tuning.dim must be a range");
    assertFault(
        "tuning:\n  objective: [" + "9".repeat(1_000_000) + "]",
        ":2: tuning.objective must be some of");
  }

  private void assertFault(String yaml, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), yaml);
    assertTimeout(
        SOON,
        () ->
            assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> Config.SCHEMA.load(Optional.of(file), Map.of(), Map.of()))
                .withMessageContaining(message)
                .satisfies(e -> {
                  assertThat(e.getMessage()).hasSizeLessThan(2048).contains("x.yaml");
                  assertThat(String.valueOf(e.getMessage()).lines()).hasSizeLessThanOrEqualTo(10);
                }));
  }

  private int load(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), yaml);
    return assertTimeout(
        SOON,
        () -> Config.SCHEMA.load(Optional.of(file), Map.of(), Map.of()).config().training().dim());
  }
}
