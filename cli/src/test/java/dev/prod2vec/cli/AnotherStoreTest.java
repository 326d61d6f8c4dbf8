package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.store.FolderStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.Store;
import dev.prod2vec.store.StoreProvider;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A store that registers a scheme of its own is used by every command, none of which knows it.
@Timeout(300)
class AnotherStoreTest {
  /// What someone who adds a file system writes.
  public static final class ShelfProvider implements StoreProvider<StoreProvider.NoSettings> {
    @Override
    public String scheme() {
      return "shelf";
    }

    @Override
    public String example() {
      return "shelf://board/file";
    }

    @Override
    public void check(Location location) {}

    @Override
    public NoSettings defaults() {
      return new NoSettings();
    }

    @Override
    public Store open(NoSettings settings, Map<String, String> environment) {
      Path root = Path.of(environment.getOrDefault("SHELF", ""));
      return new FolderStore(root, root.resolveSibling("work"));
    }
  }

  @TempDir private Path folder;
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @BeforeEach
  void register() throws Exception {
    Path services = Files.createDirectories(folder.resolve("jar/META-INF/services"));
    Files.writeString(
        services.resolve(StoreProvider.class.getName()), ShelfProvider.class.getName());
    URL[] jar = {folder.resolve("jar").toUri().toURL()};
    Thread.currentThread().setContextClassLoader(new URLClassLoader(jar, before));
  }

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void everyCommandReadsAndWritesThere() throws Exception {
    Path board = folder.resolve("shelves/board");
    done(
        "generate",
        "--out",
        board.resolve("in").toString(),
        "--orders",
        "3000",
        "--products",
        "60");
    done(
        words(
            "run --orders shelf://board/in/ord*.csv --products shelf://board/in/products.csv"
                + " --out shelf://board/runs --dim 16 --epochs 6 --threads 1"));
    assertThat(done(words("runs --out shelf://board/runs"))).contains("done");
    try (var runs = Files.list(board.resolve("runs"))) {
      Path run = runs.toList().getFirst();
      assertThat(run.resolve("model.safetensors")).exists();
      assertThat(run.resolve("ingest.json")).content().contains("shelf://board/in/orders.csv");
      assertThat(run.resolve("manifest.json")).content().contains("shelf://board/in/orders.csv");
      String place = "shelf://board/runs/" + run.getFileName();
      assertThat(done(words("run --resume " + place))).contains(place);
      assertThat(done(words("similar --out shelf://board/runs 1 --format json"))).contains("[");
      done(words("export --run " + place + " --to csv --file shelf://board/out.csv"));
      assertThat(board.resolve("out.csv")).exists();
    }
    done(
        words(
            "train --baskets shelf://board/in/orders.csv --out shelf://board/model --dim 4"
                + " --epochs 1 --threads 1"));
    assertThat(board.resolve("model/model.safetensors")).exists();
    done(words("evaluate --model shelf://board/model --baskets shelf://board/in/orders.csv"));
    done(
        words(
            "task pre_process_data --run-dir shelf://board/today --orders"
                + " shelf://board/in/orders.csv"));
    assertThat(board.resolve("today/baskets.parquet")).exists();
    done(words("evaluate --model shelf://board/model --baskets shelf://board/today/test.parquet"));
  }

  @Test
  void messagesNameItsLocations() {
    Terminal terminal = terminal();
    assertThat(terminal.run(words("generate --out shelf://board/shop"))).isEqualTo(2);
    assertThat(terminal.err())
        .contains("not to shelf://board/shop", "can write to ", "shelf://board/file");
    terminal = terminal();
    assertThat(terminal.run(words("runs --out nowhere://board"))).isEqualTo(2);
    assertThat(terminal.err())
        .contains("nowhere://board: there is no store for nowhere://", "shelf://board/file")
        .contains("prod2vec-spark, and run --engine spark, reach HDFS too");
    terminal = terminal();
    assertThat(terminal.run(words("run --engine spark --resume nowhere://board/r1"))).isEqualTo(2);
    assertThat(terminal.err()).contains("spark.master: must be given");
  }

  private String done(String... arguments) {
    Terminal terminal = terminal();
    assertThat(terminal.run(arguments)).as(terminal.err()).isZero();
    return terminal.out();
  }

  private Terminal terminal() {
    return new Terminal(Map.of("SHELF", folder.resolve("shelves").toString()));
  }

  private static String[] words(String line) {
    return new ArrayList<>(List.of(line.split(" "))).toArray(String[]::new);
  }
}
