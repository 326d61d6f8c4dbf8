package dev.prod2vec.store;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What each store promises that has folders and writes under conditions.
public interface ConditionalStoreContract {
  /// The store; the same in one test.
  ConditionalStore store();

  /// A location in which nothing is yet; the same in one test.
  Location empty();

  @Test
  default void aConditionIsCheckedWhereTheFileIsWritten() throws Exception {
    Location lease = empty().resolve("run/.lease.json");
    Condition absent = new Condition.Absent();
    String first = store().write(lease, bytes("first"), absent).orElseThrow();
    assertThat(store().write(lease, bytes("second"), absent)).isEmpty();
    String next =
        store().write(lease, bytes("third"), new Condition.Unchanged(first)).orElseThrow();
    assertThat(store().write(lease, bytes("later"), new Condition.Unchanged(first))).isEmpty();
    StoredContent found = store().read(lease).orElseThrow();
    assertThat(found.text()).isEqualTo("third");
    assertThat(found.etag()).isEqualTo(next);
    assertThat(found.age()).isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(1));
    store().delete(lease);
    assertThat(store().write(lease, bytes("gone"), new Condition.Unchanged(next))).isEmpty();
    assertThat(store().read(lease)).isEmpty();
    assertThat(store().head(lease)).isEmpty();
  }

  @Test
  default void aFileTakesThePlaceOfAFolderWhoseFilesWereDeleted() throws Exception {
    Location table = empty().resolve("run/table");
    store().write(table.resolve("part"), bytes("part"));
    store().delete(table.resolve("part"));
    store().write(table, bytes("whole"));
    assertThat(store().read(table).orElseThrow().text()).isEqualTo("whole");
    assertThat(store().list(empty().resolve("run"))).hasSize(1);
  }

  @Test
  default void eachWriteHasAnotherEtagAlsoWithTheSameBytesAtOnce() throws Exception {
    Location lease = empty().resolve("lease");
    String etag = store().write(lease, bytes("same"), new Condition.Absent()).orElseThrow();
    for (int beat = 0; beat < 50; beat++) {
      String next =
          store().write(lease, bytes("same"), new Condition.Unchanged(etag)).orElseThrow();
      assertThat(next).isNotEqualTo(etag);
      assertThat(store().head(lease).orElseThrow().etag()).isEqualTo(next);
      etag = next;
    }
  }

  @Test
  default void ofThreadsThatCountTogetherNoneIsLost() throws Exception {
    Location counter = empty().resolve("counter");
    store().write(counter, bytes("0"));
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Future<?>> counting = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        counting.add(
            pool.submit(() -> {
              for (int count = 0; count < 25; count++) {
                increase(store(), counter);
              }
              return null;
            }));
      }
      for (Future<?> done : counting) {
        done.get();
      }
    }
    assertThat(store().read(counter).orElseThrow().text()).isEqualTo("100");
  }

  private static void increase(ConditionalStore store, Location counter) throws Exception {
    Optional<String> written = Optional.empty();
    while (written.isEmpty()) {
      StoredContent now = store.read(counter).orElseThrow();
      byte[] next = bytes(String.valueOf(Integer.parseInt(now.text()) + 1));
      written = store.write(counter, next, new Condition.Unchanged(now.etag()));
    }
  }

  @Test
  default void filesAndFoldersBelowALocationAreListedAndNoOthers() throws Exception {
    for (String path : List.of("runs/b/x", "runs/a/deep/y", "runs-2/z", "runs/top", "runs/.h")) {
      store().write(empty().resolve(path), bytes(path));
    }
    store().write(empty().resolve("runs/emptied/x"), bytes("x"));
    store().delete(empty().resolve("runs/emptied/x"));
    Location runs = empty().resolve("runs");
    assertThat(store().list(runs))
        .extracting(object -> runs.relativize(object.location()))
        .containsExactly(".h", "a/deep/y", "b/x", "top");
    assertThat(store().folders(runs)).containsExactly(runs.resolve("a"), runs.resolve("b"));
    assertThat(store().list(runs.resolve("top"))).isEmpty();
    assertThat(store().list(empty().resolve("other"))).isEmpty();
    assertThat(store().folders(empty().resolve("other"))).isEmpty();
  }

  @Test
  default void aFileIsSentAndFetchedWhole(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("file"), bytes("content"));
    Location location = empty().resolve("in/file");
    assertThat(store().create(file, location)).isTrue();
    assertThat(store().create(file, location)).isFalse();
    store().upload(file, location);
    Path back = folder.resolve("new/folder/back");
    store().download(store().head(location).orElseThrow(), back);
    assertThat(back).hasContent("content");
    assertThat(store().fetch(List.of(location)).getFirst()).hasContent("content");
    assertThat(store().list(empty().resolve("in"))).hasSize(1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
