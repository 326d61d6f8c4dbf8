package dev.prod2vec.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shop that `prod2vec generate` writes, and what the pipeline makes of it.
class GeneratedShopTest {
  private static final String[] SIZES = {"--products", "300", "--orders", "4000"};

  @TempDir Path directory;

  @Test
  void theSameSizesAndSeedGiveTheSameFilesAndAnotherSeedOthers() {
    Map<String, String> first = generate("first", "--seed", "5");
    assertThat(first)
        .containsOnlyKeys("complements.csv", "orders.csv", "products.csv", "substitutes.csv");
    assertThat(generate("second", "--seed", "5")).isEqualTo(first);
    assertThat(generate("third", "--seed", "6").get("orders.csv"))
        .isNotEqualTo(first.get("orders.csv"));
  }

  @Test
  void aFolderThatHoldsSomethingIsLeftAsItIs() throws Exception {
    Files.writeString(Files.createDirectory(directory.resolve("shop")).resolve("mine"), "kept");
    var refused = run("generate", "--out", "shop");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("shop", "not empty", "--out").doesNotContain("\tat ");
    assertThat(Folder.files(directory)).isEqualTo(Set.of("shop/mine"));
  }

  @Test
  void aSizeOutOfRangeIsRefusedBeforeAnythingIsWritten() {
    var refused = run("generate", "--out", "shop", "--products", "0");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("--products", "is 0").doesNotContain("\tat ");
    assertThat(Folder.files(directory)).isEmpty();
  }

  @Test
  void theVectorsOfManyBatchesAreTheSameForAnyNumberOfThreads() {
    generate("shop", "--seed", "5");
    Path one = vectors("1");
    Path two = vectors("2");
    assertThat(two.resolve("model.safetensors"))
        .hasSameBinaryContentAs(one.resolve("model.safetensors"));
    assertThat(two.resolve("vectors.parquet"))
        .hasSameBinaryContentAs(one.resolve("vectors.parquet"));
    assertThat(two.resolve("map.parquet")).hasSameBinaryContentAs(one.resolve("map.parquet"));
    assertThat(two.resolve("neighbours.csv")).hasSameBinaryContentAs(one.resolve("neighbours.csv"));
  }

  private Map<String, String> generate(String folder, String... seed) {
    var generated =
        run("generate", "--out", folder, SIZES[0], SIZES[1], SIZES[2], SIZES[3], seed[0], seed[1]);
    assertThat(generated.exit()).as(generated.err()).isZero();
    return Folder.contents(directory.resolve(folder));
  }

  private Path vectors(String threads) {
    String out = "runs-" + threads;
    var result =
        run(
            "run",
            "--orders",
            "shop/orders.csv",
            "--products",
            "shop/products.csv",
            "--dim",
            "16",
            "--training.noise-products",
            "64",
            "--epochs",
            "2",
            "--threads",
            threads,
            "--out",
            out);
    assertThat(result.exit()).as(result.err()).isZero();
    return FinishedRun.onlyRun(directory.resolve(out));
  }

  private CommandLine.Result run(String... words) {
    return CommandLine.atWork(directory).run(words);
  }
}
