package dev.prod2vec.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.live.LiveRun;
import dev.prod2vec.place.Places;
import dev.prod2vec.setting.WrongUseException;
import dev.prod2vec.store.FolderStore;
import dev.prod2vec.store.Location;
import dev.prod2vec.store.Store;
import dev.prod2vec.store.StoreProvider;
import dev.prod2vec.store.Stores;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A newer run is served instead of the old one.
class ChangeOfRunsTest {
  private static final Listening ANY_PORT =
      new Listening(Listening.LOOPBACK, 0, Optional.empty(), List.of());

  private @TempDir Path folder;
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  /// What a client saw.
  private record Seen(int status, String header, String body) {}

  @Test
  void underLoadNoRequestFailsAndNoneMixesRuns() throws Exception {
    TestRuns runs = new TestRuns(folder.resolve("runs")).add("one", Instant.EPOCH);
    AtomicBoolean stop = new AtomicBoolean();
    List<Seen> all = new ArrayList<>();
    try (LiveRun live = runs.open(said);
        Server server = Server.start(ANY_PORT, live, said::add);
        ExecutorService clients = Executors.newFixedThreadPool(4)) {
      live.start();
      List<Future<List<Seen>>> seen = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        seen.add(clients.submit(loop(server.port(), stop)));
      }
      for (String id : List.of("two", "three")) {
        Instant created = Instant.EPOCH.plusSeconds(id.length());
        runs.add(id, created);
        await(() -> live.run().id().equals(id));
      }
      stop.set(true);
      for (Future<List<Seen>> client : seen) {
        all.addAll(client.get());
      }
      assertThat(live.changes()).isEqualTo(2);
    }
    assertThat(all).hasSizeGreaterThan(100);
    assertThat(all)
        .allSatisfy(answer -> {
          assertThat(answer.status).isEqualTo(200);
          assertThat(answer.body).startsWith("{\"id\":\"" + answer.header + "\"");
        });
    assertThat(all).extracting(Seen::header).contains("one", "three");
    assertThat(said)
        .containsExactly(
            "serving run two, which is newer than one",
            "serving run three, which is newer than two");
  }

  private static Callable<List<Seen>> loop(int port, AtomicBoolean stop) {
    return () -> {
      List<Seen> seen = new ArrayList<>();
      try (Client client = new Client(port)) {
        boolean last = false;
        while (!last) {
          // One more after the last change.
          last = stop.get();
          HttpResponse<String> page = client.get("/api/v1/run");
          seen.add(
              new Seen(
                  page.statusCode(),
                  page.headers().firstValue("Prod2vec-Run").orElse(""),
                  page.body()));
          TimeUnit.MILLISECONDS.sleep(5);
        }
      }
      return seen;
    };
  }

  @Test
  void aNewerRunThatIsBrokenIsNamedOnceAndTheOldOneStays() throws Exception {
    TestRuns runs = new TestRuns(folder.resolve("runs")).add("one", Instant.EPOCH);
    try (LiveRun live = runs.open(said);
        Server server = Server.start(ANY_PORT, live, said::add);
        Client client = new Client(server.port())) {
      TestRuns staged =
          new TestRuns(folder.resolve("other")).add("two", Instant.EPOCH.plusSeconds(1));
      Files.writeString(staged.folder().resolve("two/model.safetensors"), "broken");
      Files.move(staged.folder().resolve("two"), runs.folder().resolve("two"));
      live.start();
      await(() -> !said.isEmpty());
      TimeUnit.SECONDS.sleep(5);
      assertThat(said)
          .singleElement()
          .asString()
          .startsWith("run one stays, a newer one cannot be served: ");
      assertThat(client.get("/api/v1/run").headers().firstValue("Prod2vec-Run")).hasValue("one");
      assertThat(Client.json(client.get("/api/v1/runs")).at("/runs").size()).isEqualTo(2);
    }
  }

  @Test
  void anOlderRunAnswersWhoeverAsksForIt() throws Exception {
    TestRuns runs =
        new TestRuns(folder.resolve("runs"))
            .add("one", Instant.EPOCH)
            .add("two", Instant.EPOCH.plusSeconds(1));
    try (LiveRun live = runs.open(said);
        Server server = Server.start(ANY_PORT, live, said::add);
        Client client = new Client(server.port())) {
      String product = "/api/v1/products/20/similar?limit=3";
      var newest = client.get(product);
      var older = client.get(product + "&run=one");
      assertThat(newest.headers().firstValue("Prod2vec-Run")).hasValue("two");
      assertThat(older.headers().firstValue("Prod2vec-Run")).hasValue("one");
      assertThat(older.body()).isEqualTo(newest.body());
      assertThat(older.headers().firstValue("ETag"))
          .isNotEqualTo(newest.headers().firstValue("ETag"));
      assertThat(Client.json(client.get("/api/v1/run?run=two")).at("/id").asString())
          .isEqualTo("two");
      assertThat(Client.json(client.get("/api/v1/runs")).at("/served").asString()).isEqualTo("two");
      assertThat(client.get("/api/v1/run?run=three").statusCode()).isEqualTo(404);
    }
    assertThat(said).isEmpty();
  }

  @Test
  void aRunThatIsNamedStays() throws Exception {
    TestRuns runs = new TestRuns(folder.resolve("runs")).add("one", Instant.EPOCH);
    runs.add("two", Instant.EPOCH.plusSeconds(1));
    try (LiveRun live =
        LiveRun.open(TestRuns.places(), runs.folder().toString(), Optional.of("one"), said::add)) {
      live.start();
      TimeUnit.SECONDS.sleep(5);
      assertThat(live.run().id()).isEqualTo("one");
    }
    assertThatThrownBy(() ->
            LiveRun.open(
                TestRuns.places(), runs.folder().toString(), Optional.of("tree"), said::add))
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("no such run: tree");
    assertThatThrownBy(() ->
            LiveRun.open(
                TestRuns.places(), folder.resolve("none").toString(), Optional.empty(), said::add))
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("no run here is done");
  }

  @Test
  void aRunOfAStoreIsServed() throws Exception {
    TestRuns runs = new TestRuns(folder.resolve("shelf/board/runs")).add("one", Instant.EPOCH);
    Places places =
        new Places(
            new Stores(
                List.of(new Shelf(folder.resolve("shelf"))),
                new Stores.Settings() {
                  @Override
                  public <S extends Record> S section(Class<S> type) {
                    return type.cast(new StoreProvider.NoSettings());
                  }
                },
                Map.of()));
    assertThat(runs.folder().resolve("one")).isDirectory();
    for (Optional<String> run : List.of(Optional.<String>empty(), Optional.of("one"))) {
      try (LiveRun live = LiveRun.open(places, "shelf://board/runs", run, said::add);
          Server server = Server.start(ANY_PORT, live, said::add);
          Client client = new Client(server.port())) {
        assertThat(client.get("/api/v1/products/20/similar").statusCode()).isEqualTo(200);
        assertThat(Client.json(client.get("/api/v1/runs")).at("/runs/0/directory").asString())
            .isEqualTo("shelf://board/runs/one");
      }
    }
  }

  /// A store in a folder, whose locations begin with `shelf://`.
  private record Shelf(Path root) implements StoreProvider<StoreProvider.NoSettings> {
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
      return new FolderStore(root, root.resolveSibling("work"));
    }
  }

  private static void await(Callable<Boolean> happened) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!happened.call()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(limit);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
