package dev.prod2vec.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.prod2vec.api.Problem;
import dev.prod2vec.api.Route;
import dev.prod2vec.file.Json;
import dev.prod2vec.page.ContentPolicy;
import dev.prod2vec.page.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// An answer on its way.
///
/// @param status of HTTP
/// @param mediaType of the body
/// @param policy what a browser may do with it
record Reply(int status, String mediaType, String policy, Body body) {
  /// What is sent.
  private sealed interface Body {
    /// Bytes in memory, perhaps none.
    record Bytes(byte[] bytes) implements Body {}

    /// A file, sent as it is.
    record Stored(Path file) implements Body {}
  }

  private static final Body NOTHING = new Body.Bytes(new byte[0]);

  /// Shorter bodies fit into one packet as they are.
  private static final int WORTH_COMPRESSING = 1200;

  private static final String FRAMES = "; frame-ancestors 'none'";
  private static final String CLOSED = ContentPolicy.CLOSED.text() + FRAMES;
  private static final String JSON = "application/json";

  /// For a page of a run's folder, which anybody may have written: its scripts run, but as if it
  /// came from nowhere, so it cannot ask this server.
  private static final String SANDBOX = "sandbox allow-scripts allow-downloads" + FRAMES;

  static Reply of(Route.Content content, Object answer) {
    return switch (content) {
      case Route.Content.Json _ -> json(200, JSON, answer);
      case Route.Content.Document _ -> json(200, JSON, answer);
      case Route.Content.Text text ->
          new Reply(200, text.mediaType(), CLOSED, utf8((String) answer));
      case Route.Content.File _ -> file((Path) answer);
      case Route.Content.Html _ -> {
        Page page = (Page) answer;
        yield new Reply(
            200, "text/html; charset=utf-8", page.policy() + FRAMES, utf8(page.finish()));
      }
    };
  }

  static Reply of(Problem problem) {
    return json(problem.status(), Problem.MEDIA_TYPE, problem);
  }

  /// The answer that somebody has already.
  static Reply unchanged() {
    return new Reply(304, "", CLOSED, NOTHING);
  }

  private static Reply json(int status, String mediaType, Object document) {
    return new Reply(status, mediaType, CLOSED, utf8(Json.line(document) + "\n"));
  }

  private static Reply file(Path file) {
    boolean page = String.valueOf(file.getFileName()).endsWith(".html");
    return new Reply(
        200,
        page ? "text/html; charset=utf-8" : "application/octet-stream",
        page ? SANDBOX : CLOSED,
        new Body.Stored(file));
  }

  private static Body utf8(String text) {
    return new Body.Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Sends it.
  void send(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Content-Security-Policy", policy);
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Vary", "Accept-Encoding");
    if (!mediaType.isEmpty()) {
      headers.set("Content-Type", mediaType);
    }
    switch (body) {
      case Body.Bytes bytes -> send(exchange, bytes.bytes());
      case Body.Stored stored -> send(exchange, stored.file());
    }
  }

  private void send(HttpExchange exchange, byte[] bytes) throws IOException {
    byte[] sent = bytes;
    if (bytes.length >= WORTH_COMPRESSING && takesGzip(exchange.getRequestHeaders())) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      sent = gzip(bytes);
    }
    if (sendsHeadersAlone(exchange, sent.length)) {
      return;
    }
    exchange.sendResponseHeaders(status, sent.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(sent);
    }
  }

  private void send(HttpExchange exchange, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file);
        InputStream in = Channels.newInputStream(channel)) {
      long length = channel.size();
      if (sendsHeadersAlone(exchange, length)) {
        return;
      }
      exchange.sendResponseHeaders(status, length);
      try (OutputStream out = exchange.getResponseBody()) {
        in.transferTo(out);
      }
    }
  }

  private boolean sendsHeadersAlone(HttpExchange exchange, long length) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
    }
    if (head || length == 0) {
      exchange.sendResponseHeaders(status, -1);
    }
    return head || length == 0;
  }

  private static boolean takesGzip(Headers headers) {
    @Nullable List<String> accepted = headers.get("Accept-Encoding");
    return accepted != null
        && accepted.stream()
            .flatMap(line -> Arrays.stream(line.toLowerCase(Locale.ROOT).split(",")))
            .map(coding -> coding.replaceAll("\\s", ""))
            .anyMatch(coding ->
                coding.equals("gzip")
                    || (coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(\\.0*)?")));
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    }
    return out.toByteArray();
  }
}
