package dev.prod2vec.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.prod2vec.api.Problem;
import dev.prod2vec.api.RefusedException;
import dev.prod2vec.api.Request;
import dev.prod2vec.api.Route;
import dev.prod2vec.api.Routes;
import dev.prod2vec.live.LiveRun;
import dev.prod2vec.live.ServedRun;
import dev.prod2vec.setting.WrongUseException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the route of each request, checks who asks, and sends the answer or why there is none.
final class Dispatcher implements HttpHandler {
  /// Most bytes of a body: a thousand baskets of a thousand ids.
  static final int MOST_BYTES = 16 << 20;

  private static final String OTHER = "other";

  private final LiveRun live;
  private final Access access;
  private final Metrics metrics;
  private final Consumer<String> says;

  /// @param says is told about faults of ours, in a line each
  Dispatcher(LiveRun live, Access access, Metrics metrics, Consumer<String> says) {
    this.live = live;
    this.access = access;
    this.metrics = metrics;
    this.says = says;
  }

  /// A route and the parameters in its path.
  private record Found(Route route, Map<String, String> segments) {}

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    metrics.begin();
    String name = OTHER;
    int status = 500;
    try (exchange) {
      Reply reply;
      try {
        access.requireSameSite(exchange.getRequestHeaders());
        Target target =
            Target.of(
                exchange.getRequestURI().getRawPath(), exchange.getRequestURI().getRawQuery());
        Found found = found(exchange, target);
        name = found.route.path();
        reply = answer(exchange, found, target);
      } catch (RefusedException e) {
        reply = refused(exchange, e.problem());
      } catch (WrongUseException e) {
        reply = Reply.of(Problem.of(400, String.valueOf(e.getMessage())));
      } catch (RuntimeException | Error e) {
        reply = fault(exchange, e);
      }
      status = reply.status();
      reply.send(exchange);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      metrics.end(name, status, System.nanoTime() - start);
    }
  }

  private static Found found(HttpExchange exchange, Target target) {
    String method = exchange.getRequestMethod();
    String asked = method.equals("HEAD") ? "GET" : method;
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : Routes.ALL) {
      Optional<Map<String, String>> segments = route.match(target.segments());
      if (segments.isPresent()) {
        if (route.method().equals(asked)) {
          return new Found(route, segments.get());
        }
        allowed.add(route.method());
      }
    }
    if (allowed.isEmpty()) {
      throw new RefusedException(
          404, "there is nothing here; /openapi.json describes what there is");
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    String list = allowed.stream().collect(Collectors.joining(", "));
    exchange.getResponseHeaders().set("Allow", list);
    throw new RefusedException(405, "this address takes " + list);
  }

  private Reply answer(HttpExchange exchange, Found found, Target target)
      throws IOException, InterruptedException {
    Route route = found.route;
    Headers headers = exchange.getRequestHeaders();
    if (route.about() != Route.About.SERVER) {
      access.requireToken(headers);
    }
    // Taken once: the answer and its headers are about one run.
    ServedRun run = Routes.run(route, target.query(), live);
    byte[] body = body(exchange, route);
    Request request =
        new Request(
            route,
            found.segments,
            target.query(),
            body,
            new Request.Context(live, run, metrics::text));
    Headers sent = exchange.getResponseHeaders();
    sent.set("Cache-Control", route.about() == Route.About.RUN ? "no-cache" : "no-store");
    if (route.about() == Route.About.SERVER) {
      return Reply.of(route.answer(), route.handler().answer(request));
    }
    sent.set("Prod2vec-Run", headerValue(run.id()));
    if (route.about() == Route.About.RUN) {
      String tag = "W/\"" + run.tag() + "\"";
      if (isKnown(tag, headers)) {
        sent.set("ETag", tag);
        return Reply.unchanged();
      }
      Object answer = route.handler().answer(request);
      sent.set("ETag", tag);
      return Reply.of(route.answer(), answer);
    }
    return Reply.of(route.answer(), route.handler().answer(request));
  }

  private static boolean isKnown(String tag, Headers headers) {
    @Nullable List<String> known = headers.get("If-None-Match");
    return known != null && known.stream().anyMatch(line -> line.contains(tag.substring(2)));
  }

  /// Ids may hold any letter; a header holds ASCII.
  private static String headerValue(String id) {
    return id.replaceAll("[^!-~]", "?");
  }

  private static byte[] body(HttpExchange exchange, Route route) throws IOException {
    if (route.body().isEmpty()) {
      return new byte[0];
    }
    @Nullable String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
      throw new RefusedException(415, "the header Content-Type must be application/json");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new RefusedException(
          413,
          "the body has more than %s bytes; send fewer baskets at a time".formatted(MOST_BYTES));
    }
    return body;
  }

  private static Reply refused(HttpExchange exchange, Problem problem) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Cache-Control", "no-store");
    switch (problem.status()) {
      case 401 -> headers.set("WWW-Authenticate", "Bearer");
      case 413 -> headers.set("Connection", "close");
      case 503 -> headers.set("Retry-After", "1");
      default -> {}
    }
    return Reply.of(problem);
  }

  private Reply fault(HttpExchange exchange, Throwable thrown) {
    says.accept(
        "%s %s failed: %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath().replaceAll("[^!-~]", "?"),
                String.valueOf(thrown).lines().findFirst().orElse("")));
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    return Reply.of(
        Problem.of(500, "a fault of the server, which its messages name; please report it"));
  }
}
