package dev.prod2vec.sagemaker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.prod2vec.standin.StandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands before a service and refuses some calls that describe as SageMaker does when there are
/// too many.
final class ThrottlingProxy implements AutoCloseable {
  private static final String TARGET = "X-Amz-Target";

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI behind;
  private final int refusals;
  private final AtomicInteger described = new AtomicInteger();

  private ThrottlingProxy(HttpServer server, URI behind, int refusals) {
    this.server = server;
    this.behind = behind;
    this.refusals = refusals;
  }

  /// @param refusals calls that describe are refused that often
  static ThrottlingProxy before(URI behind, int refusals) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ThrottlingProxy proxy = new ThrottlingProxy(server, behind, refusals);
    server.createContext("/", proxy::answer);
    server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
    server.start();
    return proxy;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// How many calls were refused.
  int refused() {
    return Math.min(refusals, described.get());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestHeaders().getFirst(TARGET);
      if (target.startsWith("SageMaker.Describe") && described.incrementAndGet() <= refusals) {
        send(
            exchange,
            400,
            "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}"
                .getBytes(StandardCharsets.UTF_8));
        return;
      }
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(behind)
                  .header(TARGET, target)
                  .header(
                      StandIn.SECRET_HEADER,
                      exchange.getRequestHeaders().getFirst(StandIn.SECRET_HEADER))
                  .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      send(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
