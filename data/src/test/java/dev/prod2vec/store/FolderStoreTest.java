package dev.prod2vec.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.setting.WrongUseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FolderStoreTest {
  private static final Condition ABSENT = new Condition.Absent();

  @TempDir private Path folder;
  private FolderStore store = new FolderStore(Path.of("unset"), Path.of("unset"));

  @BeforeEach
  void open() {
    store = new FolderStore(folder.resolve("store"), folder.resolve("work"));
  }

  @Test
  void aConditionIsCheckedWhereTheFileIsWritten() throws Exception {
    Location lease = Location.parse("mem://shop/run/.lease.json");
    String first = store.write(lease, bytes("first"), ABSENT).orElseThrow();
    assertThat(store.write(lease, bytes("second"), ABSENT)).isEmpty();
    String next = store.write(lease, bytes("third"), new Condition.Unchanged(first)).orElseThrow();
    assertThat(store.write(lease, bytes("later"), new Condition.Unchanged(first))).isEmpty();
    StoredContent found = store.read(lease).orElseThrow();
    assertThat(found.text()).isEqualTo("third");
    assertThat(found.etag()).isEqualTo(next);
    assertThat(found.age()).isLessThan(Duration.ofMinutes(1));
    store.delete(lease);
    assertThat(store.write(lease, bytes("gone"), new Condition.Unchanged(next))).isEmpty();
    assertThat(store.read(lease)).isEmpty();
    assertThat(store.head(lease)).isEmpty();
  }

  @Test
  void aFileTakesThePlaceOfAFolderWhoseFilesWereDeleted() throws Exception {
    Location table = Location.parse("mem://shop/run/table");
    store.write(table.resolve("part"), bytes("part"));
    store.delete(table.resolve("part"));
    store.write(table, bytes("whole"));
    assertThat(store.read(table).orElseThrow().text()).isEqualTo("whole");
    assertThat(store.list(Location.parse("mem://shop/run"))).hasSize(1);
  }

  @Test
  void eachWriteHasAnotherEtagAlsoWithTheSameBytesAtOnce() throws Exception {
    Location lease = Location.parse("mem://shop/lease");
    String etag = store.write(lease, bytes("same"), ABSENT).orElseThrow();
    for (int beat = 0; beat < 50; beat++) {
      String next = store.write(lease, bytes("same"), new Condition.Unchanged(etag)).orElseThrow();
      assertThat(next).isNotEqualTo(etag);
      assertThat(store.head(lease).orElseThrow().etag()).isEqualTo(next);
      etag = next;
    }
  }

  @Test
  void ofThreadsThatCountTogetherNoneIsLost() throws Exception {
    Location counter = Location.parse("mem://shop/counter");
    store.write(counter, bytes("0"));
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Future<?>> counting = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        counting.add(
            pool.submit(() -> {
              for (int count = 0; count < 25; count++) {
                increase(counter);
              }
              return null;
            }));
      }
      for (Future<?> done : counting) {
        done.get();
      }
    }
    assertThat(store.read(counter).orElseThrow().text()).isEqualTo("100");
  }

  private void increase(Location counter) throws Exception {
    Optional<String> written = Optional.empty();
    while (written.isEmpty()) {
      StoredContent now = store.read(counter).orElseThrow();
      byte[] next = bytes(String.valueOf(Integer.parseInt(now.text()) + 1));
      written = store.write(counter, next, new Condition.Unchanged(now.etag()));
    }
  }

  @Test
  void filesAndFoldersBelowALocationAreListedAndNoOthers() throws Exception {
    for (String path : List.of("runs/b/x", "runs/a/deep/y", "runs-2/z", "runs/top", "runs/.h")) {
      store.write(Location.parse("mem://shop/" + path), bytes(path));
    }
    Files.createDirectories(folder.resolve("store/shop/runs/empty"));
    Location runs = Location.parse("mem://shop/runs");
    assertThat(store.list(runs))
        .extracting(object -> runs.relativize(object.location()))
        .containsExactly(".h", "a/deep/y", "b/x", "top");
    assertThat(store.folders(runs)).containsExactly(runs.resolve("a"), runs.resolve("b"));
    assertThat(store.list(Location.parse("mem://other"))).isEmpty();
    assertThat(store.folders(Location.parse("mem://other"))).isEmpty();
  }

  @Test
  void aFileIsSentAndFetchedWhole() throws Exception {
    Path file = Files.write(folder.resolve("file"), bytes("content"));
    Location location = Location.parse("mem://shop/in/file");
    assertThat(store.create(file, location)).isTrue();
    assertThat(store.create(file, location)).isFalse();
    store.upload(file, location);
    Path back = folder.resolve("new/folder/back");
    store.download(store.head(location).orElseThrow(), back);
    assertThat(back).hasContent("content");
    assertThat(store.fetch(List.of(location)).getFirst()).hasContent("content");
    assertThat(folder.resolve("store/shop/in")).isDirectoryContaining("glob:**/file");
    assertThat(store.list(Location.parse("mem://shop/in"))).hasSize(1);
    assertThat(store.workFolder(location)).isEqualTo(folder.resolve("work/shop/in/file"));
  }

  @Test
  void aLocationOutsideTheFolderIsRefused() {
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> store.read(Location.parse("mem://shop/../../secret")))
        .withMessage("mem://shop/../../secret: lies outside its store");
  }

  @Test
  void pathsOfThisMachineAreTheirOwnFiles() throws Exception {
    Location file = Location.of(folder.resolve("orders.csv"));
    Stores.local().of(file).write(file, bytes("1,2"));
    assertThat(folder.resolve("orders.csv")).hasContent("1,2");
    assertThat(Stores.local().of(file).fetch(List.of(file)))
        .containsExactly(folder.resolve("orders.csv"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
