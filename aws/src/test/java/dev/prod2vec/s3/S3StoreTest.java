package dev.prod2vec.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.prod2vec.file.InputException;
import dev.prod2vec.s3.FaultyProxy.Fault;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.Condition;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.StoreException;
import dev.prod2vec.store.StoredContent;
import dev.prod2vec.store.StoredObject;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3StoreTest {
  private static final int MIB = 1 << 20;
  private static S3Server server;
  private static RawS3 raw;

  @TempDir private Path folder;
  private FaultyProxy proxy;
  private S3Store store;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start();
    raw = new RawS3(server.port());
  }

  @AfterAll
  static void stopServer() throws Exception {
    raw.close();
    server.close();
  }

  @BeforeEach
  void openStore() throws Exception {
    proxy = new FaultyProxy(server.port());
    store = S3Store.open(S3Server.config(proxy.port(), folder.resolve("cache")), Map.of());
  }

  @AfterEach
  void closeStore() throws Exception {
    store.close();
    proxy.close();
  }

  @Test
  void aFileOfAnySizeComesBackAsItWas() throws Exception {
    for (int bytes : new int[] {0, 1, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 12 * MIB}) {
      byte[] content = random(bytes);
      Location location = at("sizes/" + bytes);
      store.upload(write("sent", content), location, new Condition.Always());
      assertThat(raw.get(location.path())).as("%d bytes", bytes).isEqualTo(content);
      Path back = folder.resolve("back-" + bytes);
      store.download(store.head(location).orElseThrow(), back);
      assertThat(Files.readAllBytes(back)).as("%d bytes", bytes).isEqualTo(content);
    }
    assertThat(raw.unfinishedUploads()).isZero();
  }

  @Test
  void whatOthersWroteIsReadAndVerified() throws Exception {
    byte[] content = random(11 * MIB);
    raw.put("others/file", content);
    assertThat(Files.readAllBytes(fetch(at("others/file")))).isEqualTo(content);
    assertThat(store.read(at("others/file")).orElseThrow().bytes()).isEqualTo(content);
  }

  @Test
  void whatIsNotThereIsEmptyOrNamed() throws Exception {
    assertThat(store.head(at("none"))).isEmpty();
    assertThat(store.read(at("none"))).isEmpty();
    assertThatExceptionOfType(WrongUseException.class)
        .isThrownBy(() -> fetch(at("none")))
        .withMessageStartingWith("s3://shop/none: no such object at http://127.0.0.1:");
    store.delete(at("none"));
  }

  @Test
  void aConditionLetsOneOfTwoWritersThrough() throws Exception {
    Location location = at("conditions/lease");
    byte[] first = text("first");
    String etag = store.write(location, first, new Condition.Absent()).orElseThrow();
    assertThat(store.write(location, text("second"), new Condition.Absent())).isEmpty();
    String next = store.write(location, text("third"), new Condition.Unchanged(etag)).orElseThrow();
    assertThat(store.write(location, text("late"), new Condition.Unchanged(etag))).isEmpty();
    StoredContent found = store.read(location).orElseThrow();
    assertThat(found.text()).isEqualTo("third");
    assertThat(found.etag()).isEqualTo(next);
    assertThat(found.age()).isBetween(Duration.ofSeconds(-2), Duration.ofMinutes(1));
    store.delete(location);
    assertThat(store.write(location, text("gone"), new Condition.Unchanged(next))).isEmpty();
  }

  @Test
  void aConditionHoldsForAnUploadInPartsToo() throws Exception {
    Location location = at("conditions/large");
    byte[] content = random(6 * MIB);
    Path file = write("large", content);
    assertThat(store.upload(file, location, new Condition.Absent())).isPresent();
    assertThat(store.upload(write("other", random(7 * MIB)), location, new Condition.Absent()))
        .isEmpty();
    assertThat(raw.get(location.path())).isEqualTo(content);
    assertThat(raw.unfinishedUploads()).isZero();
  }

  @Test
  void objectsAndFoldersBelowALocationAreListedAndNoOthers() throws Exception {
    for (String key : List.of("list/a/1", "list/a/2", "list/b/1", "list/c", "listed/d")) {
      store.write(at(key), text(key), new Condition.Always());
    }
    assertThat(store.list(at("list")))
        .extracting(object -> object.location().path())
        .containsExactly("list/a/1", "list/a/2", "list/b/1", "list/c");
    assertThat(store.list(at("list"))).allMatch(object -> object.bytes() > 5);
    assertThat(store.folders(at("list"))).containsExactly(at("list/a"), at("list/b"));
    assertThat(store.list(at("nothing"))).isEmpty();
  }

  @Test
  void aFetchedObjectIsNotFetchedAgainUntilItChanges() throws Exception {
    raw.put("cached/orders.csv", text("a"));
    Path first = fetch(at("cached/orders.csv"));
    int requests = proxy.requests();
    assertThat(fetch(at("cached/orders.csv"))).isEqualTo(first).hasContent("a");
    assertThat(proxy.requests()).as("one look at the ETag").isEqualTo(requests + 1);
    raw.put("cached/orders.csv", text("b"));
    assertThat(fetch(at("cached/orders.csv"))).isNotEqualTo(first).hasContent("b");
  }

  @Test
  void aConnectionCutInTheMiddleOfAPartLosesNothing() throws Exception {
    byte[] content = random(12 * MIB);
    Location location = at("cut");
    proxy.breakNext("PUT", new Fault.CutRequest(MIB), new Fault.CutRequest(100));
    store.upload(write("cut", content), location, new Condition.Always());
    proxy.breakNext("GET", new Fault.CutAnswer(2 * MIB), new Fault.CutAnswer(3 * MIB));
    Path back = folder.resolve("back");
    store.download(store.head(location).orElseThrow(), back);
    assertThat(Files.readAllBytes(back)).isEqualTo(content);
    assertThat(proxy.allHappened()).isTrue();
  }

  @Test
  void aWriteWhoseAnswerIsLostCountsAsWritten() throws Exception {
    proxy.breakNext("PUT", new Fault.LoseAnswer());
    assertThat(store.write(at("lost"), text("mine"), new Condition.Absent())).isPresent();
    proxy.breakNext("POST /shop/lost-parts?uploadId", new Fault.LoseAnswer());
    Path file = write("lost", random(6 * MIB));
    assertThat(store.upload(file, at("lost-parts"), new Condition.Absent())).isPresent();
    assertThat(proxy.allHappened()).isTrue();
    assertThat(store.write(at("lost"), text("other"), new Condition.Absent())).isEmpty();
    assertThat(raw.get("lost-parts")).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void anAnswerWhoseHeadIsCutIsAskedForAgain() throws Exception {
    raw.put("head", random(1000));
    for (int bytes : List.of(10, 20, 40, 100)) {
      proxy.breakNext("HEAD", new Fault.CutAnswer(bytes));
      assertThat(store.head(at("head")).orElseThrow().bytes()).isEqualTo(1000);
    }
    assertThat(proxy.allHappened()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600})
  void anAnswerOfXmlThatIsCutIsAskedForAgain(int bytes) throws Exception {
    byte[] content = random(6 * MIB);
    Path file = write("xml", content);
    Fault cut = new Fault.CutAnswer(bytes);
    proxy.breakNext("POST /shop/xml/parts?uploads", cut);
    proxy.breakNext("POST /shop/xml/parts?uploadId", cut);
    proxy.breakNext("GET /shop?", cut);
    assertThat(store.upload(file, at("xml/parts"), new Condition.Always())).isPresent();
    assertThat(raw.get("xml/parts")).isEqualTo(content);
    assertThat(store.list(at("xml")))
        .extracting(object -> object.bytes())
        .containsExactly(6L * MIB);
    assertThat(proxy.allHappened()).isTrue();
  }

  @Test
  void aBurstOf503IsWaitedFor() throws Exception {
    byte[] content = random(6 * MIB);
    Fault busy = new Fault.Answer(503, "SlowDown");
    proxy.breakNext("PUT", busy, busy);
    store.upload(write("busy", content), at("busy"), new Condition.Always());
    proxy.breakNext("GET", busy, busy);
    assertThat(store.read(at("busy")).orElseThrow().bytes()).isEqualTo(content);
    assertThat(proxy.allHappened()).isTrue();
  }

  @Test
  void aServiceThatStaysBusyIsGivenUp() {
    Fault busy = new Fault.Answer(503, "SlowDown");
    proxy.breakNext("GET", busy, busy, busy, busy);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.read(at("busy-for-long")))
        .withMessageStartingWith("s3://shop/busy-for-long: cannot be read at http://127.0.0.1:")
        .withMessageContaining("503 SlowDown (of the test), 3 times in a row");
    assertThat(proxy.requests()).isEqualTo(3);
  }

  @Test
  void slowAnswersArriveWhole() throws Exception {
    byte[] content = random(6 * MIB);
    raw.put("slow", content);
    proxy.breakNext("GET", new Fault.Slow(100_000, 5), new Fault.Slow(50_000, 10));
    assertThat(Files.readAllBytes(fetch(at("slow")))).isEqualTo(content);
    assertThat(proxy.allHappened()).isTrue();
  }

  @Test
  void anUploadThatFailsLeavesTheObjectBeforeItAndNoParts() throws Exception {
    byte[] before = text("before");
    raw.put("half", before);
    Fault cut = new Fault.CutRequest(1000);
    proxy.breakNext("PUT", cut, cut, cut, cut, cut, cut, cut, cut);
    Path file = write("half", random(12 * MIB));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.upload(file, at("half"), new Condition.Always()))
        .withMessageStartingWith("s3://shop/half: cannot be written at");
    assertThat(raw.get("half")).isEqualTo(before);
    assertThat(raw.unfinishedUploads()).isZero();
  }

  @Test
  void aFetchThatFailedGoesOnWithThePartsThatAreMissing() throws Exception {
    byte[] content = random(15 * MIB);
    raw.put("resumed", content);
    StoredObject object = store.head(at("resumed")).orElseThrow();
    Path file = folder.resolve("resumed");
    Fault cut = new Fault.CutAnswer(10_000);
    Fault none = new Fault.Slow(1 << 16, 0);
    // The first two parts arrive, the third does not.
    try (S3Store one = oneByOne()) {
      proxy.breakNext("GET", none, none, cut, cut, cut);
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> one.download(object, file))
          .withMessageContaining("the connection broke 3 times");
      assertThat(file).doesNotExist();
      int requests = proxy.requests();
      one.download(object, file);
      assertThat(proxy.requests()).as("HEAD and one part").isEqualTo(requests + 2);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(content);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).noneMatch(path -> path.toString().contains(".resumed"));
    }
  }

  @Test
  void anObjectThatIsReplacedMeanwhileIsNotMixed() throws Exception {
    raw.put("replaced", random(6 * MIB));
    StoredObject before = store.head(at("replaced")).orElseThrow();
    raw.put("replaced", random(6 * MIB + 1));
    Path file = folder.resolve("mixed");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> store.download(before, file))
        .withMessageStartingWith("s3://shop/replaced: was replaced while it was read");
    assertThat(file).doesNotExist();
  }

  @Test
  void whatArrivesWithAnotherChecksumIsRefused() throws Exception {
    byte[] content = random(6 * MIB);
    raw.put("wrong", content);
    StoredObject object = store.head(at("wrong")).orElseThrow();
    Path file = folder.resolve("wrong");
    // A part that an earlier fetch left, and a disk that forgot a byte of it.
    content[17]++;
    Files.write(folder.resolve(".wrong.part"), content);
    Files.writeString(
        folder.resolve(".wrong.parts"),
        "%s %d %d\n0\n%d\n".formatted(object.etag(), object.bytes(), 5 * MIB, 5 * MIB));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> store.download(object, file))
        .withMessageStartingWith(
            "s3://shop/wrong: the downloaded file does not have the object's checksum");
    assertThat(file).doesNotExist();
    store.download(object, file);
    assertThat(Files.readAllBytes(file)).isEqualTo(raw.get("wrong"));
  }

  @Test
  void anInterruptEndsARequestThatWaits() throws Exception {
    raw.put("waits", random(MIB));
    proxy.breakNext("GET", new Fault.Slow(1, 1000));
    Thread worker = Thread.currentThread();
    Thread.ofVirtual()
        .start(() -> {
          try {
            Thread.sleep(500);
          } catch (InterruptedException _) {
            return;
          }
          worker.interrupt();
        });
    assertThatExceptionOfType(ClosedByInterruptException.class)
        .isThrownBy(() -> store.read(at("waits")));
    assertThat(Thread.interrupted()).isTrue();
  }

  private Path fetch(Location location) throws Exception {
    return store.fetch(List.of(location)).getFirst();
  }

  private S3Store oneByOne() {
    return S3Store.open(S3Server.sequential(proxy.port(), folder.resolve("cache")), Map.of());
  }

  private static Location at(String key) {
    return new Location("s3", S3Server.BUCKET, key);
  }

  private Path write(String name, byte[] content) throws Exception {
    return Files.write(Files.createTempDirectory(folder, "sent").resolve(name), content);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] random(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return content;
  }
}
