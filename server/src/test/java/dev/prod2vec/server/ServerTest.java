package dev.prod2vec.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.prod2vec.live.LiveRun;
import dev.prod2vec.setting.WrongUseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may ask, what is refused, and what does not hurt others.
class ServerTest {
  private static final String TOKEN = "0123456789abcdef0123";
  private static final String COMPLETE = "/api/v1/complete";

  private @TempDir Path folder;
  private TestRuns runs;
  private LiveRun live;
  private Server server;
  private Client client;
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start() throws Exception {
    runs = new TestRuns(folder.resolve("runs")).add("one", Instant.EPOCH);
    start(Optional.empty(), List.of());
  }

  private void start(Optional<String> token, List<String> names) throws IOException {
    live = runs.open(said);
    server = Server.start(new Listening(Listening.LOOPBACK, 0, token, names), live, said::add);
    live.start();
    client = new Client(server.port());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    live.close();
  }

  private void restart(Optional<String> token, List<String> names) throws IOException {
    stop();
    start(token, names);
  }

  @Test
  void anAnswerAboutTheRunIsSentOnceAndCompressedIfTheClientTakesThat() throws Exception {
    String path = "/api/v1/products?limit=30";
    var plain = client.get(path);
    String tag = plain.headers().firstValue("ETag").orElseThrow();
    assertThat(client.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(client.get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> packed =
        client
            .http()
            .send(
                client.to(path).header("Accept-Encoding", "br, gzip").build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(packed.body().length).isLessThan(plain.body().length() / 2);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.body());
    }
    assertThat(client.get(path, "Accept-Encoding", "gzip;q=0").headers().map())
        .doesNotContainKey("content-encoding");
    var head = client.send(client.to(path).HEAD());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(said).isEmpty();
  }

  @Test
  void everyAnswerHasThePoliciesThatKeepABrowserFromHarm() {
    for (String path : List.of("/", "/health", "/nothing", "/api/v1/products/none", "/metrics")) {
      var headers = client.get(path).headers();
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.map()).doesNotContainKeys("set-cookie", "access-control-allow-origin");
    }
  }

  @Test
  void otherNamesAndPagesOfOtherSitesAreRefused() throws Exception {
    assertThat(status("evil.example", "")).isEqualTo(403);
    assertThat(status("localhost.evil.example:80", "")).isEqualTo(403);
    assertThat(status("1.2.3.4.evil.example", "")).isEqualTo(403);
    assertThat(status("", "")).isEqualTo(403);
    for (String name :
        List.of("localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:80", "10.0.0.7")) {
      assertThat(status(name, "")).as(name).isEqualTo(200);
    }
    assertThat(status("localhost", "Origin: http://localhost\r\n")).isEqualTo(200);
    for (String origin : List.of("http://evil.example", "null", "http://localhost:1", "")) {
      assertThat(status("localhost", "Origin: " + origin + "\r\n")).as(origin).isEqualTo(403);
    }
    restart(Optional.empty(), List.of("Shop.example"));
    assertThat(status("shop.example", "Origin: https://shop.example\r\n")).isEqualTo(200);
    assertThat(status("other.example", "")).isEqualTo(403);
  }

  private int status(String host, String headers) throws IOException {
    String answer =
        client.raw(
            "GET /api/v1/runs HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n"
                .formatted(host, headers));
    return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
  }

  @Test
  void withATokenOnlyWhoBringsItIsAnsweredAndAnybodyMayAskForLifeAndThePage() throws Exception {
    restart(Optional.of(TOKEN), List.of());
    assertThat(client.get("/health").statusCode()).isEqualTo(200);
    assertThat(client.get("/").statusCode()).isEqualTo(200);
    for (String path : List.of("/api/v1/run", "/metrics", "/openapi.json", "/api/v1/runs")) {
      var refused = client.get(path);
      assertThat(refused.statusCode()).as(path).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      assertThat(client.get(path, "Authorization", "Bearer " + TOKEN).statusCode()).isEqualTo(200);
    }
    for (String wrong : List.of(TOKEN, "Basic " + TOKEN, "Bearer " + TOKEN + "0", "Bearer")) {
      assertThat(client.get("/metrics", "Authorization", wrong).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void otherMachinesAreHeardOnlyWithATokenThatIsHardToGuess() {
    assertThatThrownBy(() -> new Listening("0.0.0.0", 0, Optional.empty(), List.of()))
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("without a token")
        .hasMessageContaining("PROD2VEC_SERVE_TOKEN");
    assertThatThrownBy(() -> new Listening("0.0.0.0", 0, Optional.of("short"), List.of()))
        .isInstanceOf(WrongUseException.class);
    assertThatThrownBy(() -> new Listening("127.0.0.1", 70000, Optional.empty(), List.of()))
        .isInstanceOf(WrongUseException.class);
    assertThat(new Listening("0.0.0.0", 0, Optional.of(TOKEN), List.of()).port()).isZero();
  }

  @Test
  void aPortThatIsInUseIsNamed() {
    Listening same = new Listening(Listening.LOOPBACK, server.port(), Optional.empty(), List.of());
    assertThatThrownBy(() -> Server.start(same, live, said::add))
        .isInstanceOf(WrongUseException.class)
        .hasMessageContaining("127.0.0.1:" + server.port() + ": cannot listen there");
  }

  @Test
  void bodiesThatAreNoQuestionAreRefusedWithTheReason() {
    assertThat(client.post(COMPLETE, "").statusCode()).isEqualTo(400);
    for (String body :
        List.of(
            "{",
            "null",
            "[]",
            "\"text\"",
            "{}",
            "{\"basket\":[]}",
            "{\"basket\":null}",
            "{\"basket\":[\"1\"],\"baskets\":[]}",
            "{\"baskets\":[]}",
            "{\"baskets\":[null]}",
            "{\"baskets\":[{\"products\":[\"20\"]}]}",
            "{\"baskets\":[{\"basket_id\":\"1\",\"products\":[]}]}",
            "{\"baskets\":[{\"basket_id\":\"1\",\"products\":[null]}]}",
            "{\"basket\":[null]}",
            "{\"basket\":[\"20\"],\"limit\":0}",
            "{\"basket\":[\"20\"],\"limit\":1e9}",
            "{\"basket\":[\"20\"],\"limit\":\"many\"}",
            "{\"basket\":[\"20\"],\"max_lift\":-1}",
            "{\"basket\":[\"20\"],\"same\":[null]}",
            "{\"basket\":[\"20\"],\"within\":[\"aisle\"]}",
            "{\"basket\":[\"20\"],\"unknown\":1}",
            "[".repeat(100_000),
            "{\"basket\":" + "[".repeat(100_000))) {
      var response = client.post(COMPLETE, body);
      assertThat(response.statusCode()).as(start(body) + " " + response.body()).isEqualTo(400);
      assertThat(Client.json(response).at("/detail").asString())
          .as(start(body))
          .isNotBlank()
          .doesNotContain("dev.prod2vec", "java.");
    }
    assertThat(said).isEmpty();
  }

  private static String start(String body) {
    return body.substring(0, Math.min(60, body.length()));
  }

  @Test
  void moreThanIsAllowedIsRefused() {
    assertThat(client.post(COMPLETE, " ".repeat(Dispatcher.MOST_BYTES + 1)).statusCode())
        .isEqualTo(413);
    String basket = "{\"basket_id\":\"1\",\"products\":[\"20\"]}";
    assertThat(
            client
                .post(
                    COMPLETE, "{\"baskets\":[%s]}".formatted((basket + ",").repeat(1000) + basket))
                .body())
        .contains("baskets has 1001 baskets; allowed are 1 to 1000");
    assertThat(
            client
                .post(COMPLETE, "{\"basket\":[%s\"20\"]}".formatted("\"20\",".repeat(1000)))
                .body())
        .contains("has 1001 products; allowed are 1 to 1000");
    assertThat(
            client
                .send(
                    client
                        .to(COMPLETE)
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")))
                .statusCode())
        .isEqualTo(415);
    assertThat(client.get("/api/v1/products?" + "q=1&".repeat(300)).statusCode()).isEqualTo(400);
    assertThat(client.get("/api/v1/products?q=" + "y".repeat(5000)).statusCode()).isEqualTo(400);
    for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
      var request = client.to("/api/v1/runs").method(method, HttpRequest.BodyPublishers.noBody());
      var response = client.send(request);
      assertThat(response.statusCode()).as(method).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }
    assertThat(said).isEmpty();
  }

  @Test
  void addressesThatAreNoneDoNoHarm() throws Exception {
    for (String target :
        List.of(
            "/../../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/api/v1/products/%",
            "/api/v1/products/%zz",
            "/api/v1/products/%c3%28",
            "/api/v1/products/%00",
            "//",
            "/api/v1/products/",
            "/api/v1//products",
            "*",
            "http://evil.example/api/v1/runs",
            "/api/v1/products?q=%ff")) {
      String answer =
          client.raw(
              "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(target));
      assertThat(answer)
          .as(target)
          .satisfiesAnyOf(
              it -> assertThat(it).startsWith("HTTP/1.1 4"),
              it -> assertThat(it).startsWith("HTTP/1.1 200").contains("Prod2vec-run: one"),
              it -> assertThat(it).isEmpty());
    }
    for (String garbage :
        List.of(
            "\r\n\r\n",
            "GET\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "\u0016\u0003\u0001\u0002",
            "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
            "POST /api/v1/complete HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(100_000) + "\r\n\r\n")) {
      String answer = client.raw(garbage);
      assertThat(answer).doesNotContain("200 OK");
    }
    assertThat(client.get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void connectionsThatSayNothingOrStopHalfwayDoNotHurtOthers() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        silent.add(socket);
        if (i % 2 == 0) {
          socket
              .getOutputStream()
              .write(
                  ("POST /api/v1/complete HTTP/1.1\r\nHost: localhost\r\n"
                          + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{")
                      .getBytes(StandardCharsets.US_ASCII));
        }
      }
      long start = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        assertThat(client.get("/api/v1/products/20/similar").statusCode()).isEqualTo(200);
      }
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(20);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
    assertThat(client.get("/health").statusCode()).isEqualTo(200);
  }
}
