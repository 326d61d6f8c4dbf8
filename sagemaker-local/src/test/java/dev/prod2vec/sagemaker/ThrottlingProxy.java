package dev.prod2vec.sagemaker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands before a service and refuses some calls that describe as SageMaker does when there are
/// too many.
final class ThrottlingProxy implements LocalService {
  private static final String TARGET = "X-Amz-Target";

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final LocalService behind;
  private final int refusals;
  private final AtomicInteger described = new AtomicInteger();

  private ThrottlingProxy(HttpServer server, LocalService behind, int refusals) {
    this.server = server;
    this.behind = behind;
    this.refusals = refusals;
  }

  /// @param refusals calls that describe are refused that often
  static ThrottlingProxy before(LocalService behind, int refusals) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ThrottlingProxy proxy = new ThrottlingProxy(server, behind, refusals);
    server.createContext("/", proxy::answer);
    server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
    server.start();
    return proxy;
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public Map<String, String> headers() {
    return behind.headers();
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
      HttpRequest.Builder forwarded =
          HttpRequest.newBuilder(behind.endpoint())
              .header(TARGET, target)
              .POST(HttpRequest.BodyPublishers.ofByteArray(request));
      for (String name : behind.headers().keySet()) {
        forwarded.header(name, exchange.getRequestHeaders().getFirst(name));
      }
      HttpResponse<byte[]> answer =
          client.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
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
