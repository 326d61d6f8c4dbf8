package dev.prod2vec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.prod2vec.disk.Tree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two commands that write to one place.
@Timeout(300)
class OnePlaceTest {
  @TempDir private Path folder;

  @Test
  void twoTrainingsAndManyExportsLeaveWholeFilesAndNothingElse() throws Exception {
    Path shop = folder.resolve("shop");
    run("generate", "--out", shop.toString(), "--orders", "300", "--products", "30");
    Path model = folder.resolve("model");
    List<String> trained =
        together(
            2,
            "train",
            "--baskets",
            shop.resolve("orders.csv").toString(),
            "--out",
            model.toString(),
            "--dim",
            "4",
            "--epochs",
            "2",
            "--threads",
            "1");
    assertThat(trained).filteredOn(String::isEmpty).hasSize(1);
    assertThat(trained)
        .filteredOn(error -> !error.isEmpty())
        .singleElement()
        .asString()
        .containsAnyOf("another process is writing this folder", "is not empty");
    assertThat(model.resolve("model.safetensors")).exists();
    for (String format : List.of("csv", "parquet", "word2vec", "word2vec-binary")) {
      Path one = folder.resolve("one");
      Path all = folder.resolve("all");
      run("export", "--run", model.toString(), "--to", format, "--file", one.toString());
      assertThat(
              together(
                  3, "export", "--run", model.toString(), "--to", format, "--file", all.toString()))
          .allMatch(String::isEmpty);
      assertThat(all).hasSameBinaryContentAs(one);
    }
    assertThat(Tree.list(folder))
        .extracting(path -> path.getFileName().toString())
        .containsExactly("all", "model", "one", "shop");
  }

  private static void run(String... arguments) {
    Terminal terminal = new Terminal();
    assertThat(terminal.run(arguments)).as(terminal.err()).isZero();
  }

  /// What each says on stderr if it fails; nothing if it does not.
  private static List<String> together(int threads, String... arguments) throws Exception {
    CountDownLatch start = new CountDownLatch(threads);
    Callable<String> one =
        () -> {
          Terminal terminal = new Terminal();
          start.countDown();
          start.await();
          return terminal.run(arguments) == 0 ? "" : terminal.err();
        };
    List<String> errors = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<String>> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        running.add(pool.submit(one));
      }
      for (Future<String> ended : running) {
        errors.add(ended.get());
      }
    }
    return errors;
  }

  @Test
  void aBrokenRunIsNamedAndTheOthersAreListed() throws IOException {
    Path runs = Files.createDirectories(folder.resolve("runs"));
    Files.createDirectories(runs.resolve("bad"));
    Files.writeString(runs.resolve("bad/manifest.json"), "{");
    Files.createDirectories(runs.resolve("good"));
    Files.writeString(
        runs.resolve("good/manifest.json"),
        """
        {"id": "good", "toolVersion": "1", "created": "2026-01-02T03:04:05Z",
         "state": "UNFINISHED", "seed": 1, "inputs": [], "tasks": [], "config": {}}
        """);
    Terminal terminal = new Terminal();
    assertThat(terminal.run("runs", "--out", runs.toString())).isEqualTo(1);
    assertThat(terminal.out()).contains("good", "unfinished").doesNotContain("bad");
    assertThat(terminal.err())
        .startsWith("warning: a run is broken and left out: " + runs.resolve("bad/manifest.json"))
        .doesNotContain("\tat ");
    assertThat(terminal.run("similar", "--out", runs.toString(), "1")).isEqualTo(2);
    assertThat(terminal.err()).contains("a run is broken", "no run here is done");
  }

  @Test
  void tracesThatLibrariesPrintAreLeftOutAndTheirWordsAreNot() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream err = new PrintStream(new WithoutTraces(out), true, StandardCharsets.UTF_8)) {
      err.println("WARNING: something else");
      new UnsatisfiedLinkError("no duckdb_java in java.library.path: /usr/lib")
          .printStackTrace(err);
      new IllegalStateException("outer", new IOException("inner")).printStackTrace(err);
      err.println("  at the end: a sentence");
    }
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("WARNING: something else", "  at the end: a sentence");
  }
}
