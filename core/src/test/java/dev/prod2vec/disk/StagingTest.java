package dev.prod2vec.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StagingTest {
  @TempDir private Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void nothingIsLeftOfOneThatIsClosed() throws IOException {
    try (Staging staging = Staging.beside(folder.resolve("v.csv"))) {
      assertThat(staging.folder()).isEmptyDirectory();
      Files.createDirectories(staging.folder().resolve("a/b"));
      Files.writeString(staging.folder().resolve("a/b/c"), "text");
      assertThat(names()).singleElement().asString().matches("\\.v\\.csv\\.[0-9]+\\.tmp");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void oneOfALivingThreadIsLeftAlone() throws IOException {
    try (Staging first = Staging.beside(folder.resolve("v.csv"))) {
      Files.writeString(first.folder().resolve("half"), "text");
      try (Staging second = Staging.beside(folder.resolve("v.csv"))) {
        assertThat(second.folder()).isNotEqualTo(first.folder());
        assertThat(first.folder().resolve("half")).exists();
      }
      try (Staging third = Staging.beside(folder.resolve("v.csv"))) {
        assertThat(third.folder()).exists();
        assertThat(first.folder().resolve("half")).exists();
      }
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void oneOfALivingProcessIsLeftAloneAndThatOfAKilledOneIsDeleted() throws Exception {
    Process process = writer(folder.resolve("v.csv"));
    try (BufferedReader says = process.inputReader()) {
      Path half = Path.of(says.readLine());
      Staging.beside(folder.resolve("v.csv")).close();
      assertThat(half).hasContent("half");
      assertThat(Claim.of(folder.resolve("v.csv"))).isEmpty();
      process.destroyForcibly().waitFor();
      Staging.beside(folder.resolve("other.csv")).close();
      assertThat(half).exists();
      Staging.beside(folder.resolve("v.csv")).close();
      assertThat(half).doesNotExist();
      Claim.of(folder.resolve("v.csv")).orElseThrow().close();
      assertThat(names()).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static Process writer(Path place) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            place.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// A process that is killed while it writes.
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      Path place = Path.of(arguments[0]);
      try (Claim _ = Claim.of(place).orElseThrow();
          Staging staging = Staging.beside(place)) {
        Path half = Files.writeString(staging.folder().resolve("half"), "half");
        System.out.println(half);
        Thread.sleep(60_000);
      }
    }
  }

  @Test
  void aPlaceIsClaimedOnceAtATime() throws IOException {
    Path place = folder.resolve("model");
    try (Claim _ = Claim.of(place).orElseThrow()) {
      assertThat(Claim.of(place)).isEmpty();
      assertThat(Claim.of(folder.resolve("other"))).isPresent();
    }
    Claim.of(place).orElseThrow().close();
  }

  @Test
  void ofManyThreadsThatReplaceAFileEachReplacesItWhole() throws Exception {
    Path file = folder.resolve("v.csv");
    int threads = 4;
    int rounds = 50;
    String part = "x".repeat(10_000);
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Future<?>> writers = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int writer = 0; writer < threads; writer++) {
        String text = (writer + part + "\n").repeat(10);
        writers.add(
            pool.submit(() -> {
              start.await();
              for (int round = 0; round < rounds; round++) {
                try (Staging staging = Staging.beside(file)) {
                  Path mine = Files.writeString(staging.folder().resolve("file"), text);
                  WholeFile.move(mine, file);
                }
                String seen = Files.readString(file);
                assertThat(seen)
                    .hasSize(text.length())
                    .isEqualTo(seen.substring(0, 10_002).repeat(10));
              }
              return null;
            }));
      }
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
    assertThat(names()).containsExactly("v.csv");
  }

  @Test
  void aLinkInWhatIsLeftIsNotFollowed() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "text");
    Path left = Files.createDirectory(folder.resolve(".v.csv.17.tmp"));
    Files.createSymbolicLink(left.resolve("link"), folder);
    Files.createSymbolicLink(folder.resolve(".v.csv.18.tmp"), folder);
    Staging.beside(folder.resolve("v.csv")).close();
    assertThat(precious).exists();
    assertThat(left).doesNotExist();
    assertThat(folder.resolve(".v.csv.18.tmp")).isSymbolicLink();
  }

  @Test
  void aLongNameHasAStagingFolderToo() throws IOException {
    Path place = folder.resolve("ä".repeat(120));
    try (Staging staging = Staging.beside(place);
        Claim _ = Claim.of(place).orElseThrow()) {
      Path file = Files.writeString(staging.folder().resolve("file"), "text");
      Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
    }
    assertThat(place).hasContent("text");
  }

  @Test
  void aFileThatIsReplacedIsTheOldOneUntilTheNewOneIsWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("v.csv"), "old");
    WholeFile.replace(
        file,
        temporary -> {
          Files.writeString(temporary, "new");
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("v.csv");
  }
}
