package dev.prod2vec.hdfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.file.InputException;
import dev.prod2vec.lease.StoreLeaseContract;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.shared.HadoopFiles;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.ConditionalStore;
import dev.prod2vec.store.ConditionalStoreContract;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.ObjectCache;
import dev.prod2vec.store.StoreProvider.NoSettings;
import dev.prod2vec.store.StoredContent;
import dev.prod2vec.store.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HdfsStoreTest implements ConditionalStoreContract, StoreLeaseContract {
  private static final Condition ALWAYS = new Condition.Always();

  @TempDir private Path folder;
  private final Location empty =
      new Location("hdfs", HdfsServer.shared().authority(), "tests/" + UUID.randomUUID());
  private final Location file = empty.resolve("runs/r 1/file");
  private final Configuration configuration = client();
  private final DistributedFileSystem raw = raw();
  private HdfsStore here = new HdfsStore(configuration, new ObjectCache(Path.of("unset"), ""));
  private HdfsStore there = here;

  /// As the driver and executors have it.
  private static Configuration client() {
    Configuration configuration = new Configuration();
    HadoopFiles.prefer(configuration, new HdfsProvider().hadoop(new NoSettings()));
    return configuration;
  }

  private static DistributedFileSystem raw() {
    try {
      return HdfsServer.shared().cluster().getFileSystem();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void open() {
    Configuration paused = client();
    paused.setClass("fs.hdfs.impl", PausedFileSystem.class, DistributedFileSystem.class);
    here = new HdfsStore(paused, new ObjectCache(folder.resolve("here"), ""));
    there =
        new HdfsStore(
            configuration, new ObjectCache(folder.resolve("there"), ""), Duration.ofMillis(300));
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Override
  public ConditionalStore store() {
    return here;
  }

  @Override
  public ConditionalStore here() {
    return here;
  }

  @Override
  public ConditionalStore there() {
    return there;
  }

  @Override
  public Location empty() {
    return empty;
  }

  @Override
  public Location leased() {
    return empty.resolve("runs/leased");
  }

  @Test
  void aWriterThatWasPausedAfterItsCheckChangesNothing() throws Exception {
    String etag = here.write(file, bytes("first"), ALWAYS).orElseThrow();
    PausedFileSystem.beforeTheNextChange(() -> write("other"));
    assertThat(here.write(file, bytes("late"), new Condition.Unchanged(etag))).isEmpty();
    assertThat(text()).isEqualTo("other");
    there.delete(file);
    PausedFileSystem.beforeTheNextChange(() -> write("new"));
    assertThat(here.write(file, bytes("late"), new Condition.Absent())).isEmpty();
    assertThat(text()).isEqualTo("new");
    PausedFileSystem.beforeTheNextChange(() -> write("between"));
    assertThat(here.write(file, bytes("always"), ALWAYS)).isPresent();
    assertThat(text()).isEqualTo("always");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void aTurnThatWasTakenAwayRemovesNothing() throws Exception {
    write("first");
    Turn slow = new Turn(raw, path());
    slow.begin(Turn.PATIENCE);
    write("other");
    assertThat(slow.remove()).isFalse();
    try (Turn next = new Turn(raw, path())) {
      next.begin(Turn.PATIENCE);
      // Not even while another has the lock.
      assertThat(slow.remove()).isFalse();
      assertThat(slow.publish()).isFalse();
      slow.close();
      assertThat(next.remove()).isTrue();
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void whatAKilledWriterLeftIsNoFileAndStopsNobody() throws Exception {
    Turn killed = new Turn(raw, path());
    raw.create(killed.content()).close();
    Turn locked = new Turn(raw, path());
    raw.create(locked.content()).close();
    locked.begin(Turn.PATIENCE);
    assertThat(names()).hasSize(2);
    assertThat(there.list(empty)).isEmpty();
    assertThat(there.folders(empty)).isEmpty();
    assertThat(there.head(file)).isEmpty();
    there.delete(file);
    write("content");
    assertThat(there.list(empty)).extracting(StoredObject::location).containsExactly(file);
    there.delete(file);
    there.write(empty.resolve("runs"), bytes("in the place of the folder"), ALWAYS);
    assertThat(there.list(empty)).hasSize(1);
  }

  @Test
  void aFolderWithFilesStays() throws Exception {
    write("content");
    Location runs = empty.resolve("runs");
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> there.write(runs, bytes("a file"), ALWAYS))
        .withMessageStartingWith(runs + ": cannot be written: a folder with files is there");
    assertThat(text()).isEqualTo("content");
    there.delete(runs);
    assertThat(text()).isEqualTo("content");
  }

  @Test
  void aFileThatWasReplacedIsNotFetched() throws Exception {
    write("first");
    StoredObject first = there.head(file).orElseThrow();
    write("other");
    Path copy = folder.resolve("copy");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> there.download(first, copy))
        .withMessageContaining("was replaced while it was read");
    assertThat(copy).doesNotExist();
    Path fetched = there.fetch(List.of(file)).getFirst();
    assertThat(fetched).hasContent("other");
    assertThat(there.fetch(List.of(file))).containsExactly(fetched);
  }

  @Test
  void ageIsByTheClockOfHdfs() throws Exception {
    write("old");
    raw.setTimes(path(), System.currentTimeMillis() - Duration.ofHours(1).toMillis(), -1);
    StoredContent found = there.read(file).orElseThrow();
    assertThat(found.age()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    assertThat(names()).containsExactly("file");
  }

  @Test
  void aLargeFileComesBackAsItWas() throws Exception {
    byte[] content = new byte[3 << 20];
    new Random(1).nextBytes(content);
    Path sent = Files.write(folder.resolve("sent"), content);
    assertThat(there.upload(sent, file, ALWAYS)).isPresent();
    Path back = folder.resolve("back");
    there.download(there.head(file).orElseThrow(), back);
    assertThat(back).hasBinaryContent(content);
  }

  @Test
  void anInterruptEndsAWaitAndLeavesNothing() throws Exception {
    write("content");
    try (Turn other = new Turn(raw, path())) {
      other.begin(Turn.PATIENCE);
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(ClosedByInterruptException.class)
          .isThrownBy(() -> here.write(file, bytes("late"), ALWAYS));
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(text()).isEqualTo("content");
    assertThat(names()).containsExactly("file");
  }

  private void write(String text) {
    try {
      Optional<String> etag = there.write(file, bytes(text), ALWAYS);
      assertThat(etag).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text() throws IOException {
    return there.read(file).orElseThrow().text();
  }

  private org.apache.hadoop.fs.Path path() {
    return new org.apache.hadoop.fs.Path("/" + file.path());
  }

  /// All that is in the file's folder, hidden or not.
  private List<String> names() throws IOException {
    return Arrays.stream(raw.listStatus(path().getParent()))
        .map(FileStatus::getPath)
        .map(org.apache.hadoop.fs.Path::getName)
        .toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
