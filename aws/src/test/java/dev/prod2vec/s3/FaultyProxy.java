package dev.prod2vec.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands before a server and breaks requests as it is told to, one request a connection.
final class FaultyProxy implements AutoCloseable {
  /// What is done to one request.
  sealed interface Fault {
    /// Nothing.
    record None() implements Fault {}

    /// An answer of the proxy itself.
    record Answer(int status, String code) implements Fault {}

    /// The connection ends after so many bytes of the request's body.
    record CutRequest(int bytes) implements Fault {}

    /// The connection ends after so many bytes of the answer.
    record CutAnswer(int bytes) implements Fault {}

    /// The server gets the request and answers, but nothing of that arrives.
    record LoseAnswer() implements Fault {}

    /// The answer arrives in pieces with pauses.
    record Slow(int pieceBytes, int pauseMillis) implements Fault {}
  }

  /// Which requests are meant: the beginning of the head, and a fault.
  private record Plan(String head, Fault fault) {}

  private final ServerSocket socket;
  private final int target;
  private final Queue<Plan> plans = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();

  FaultyProxy(int target) throws IOException {
    this.target = target;
    this.socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /// How many requests came so far.
  int requests() {
    return requests.get();
  }

  /// Breaks the next requests whose head begins with a text, `PUT` for example, once for each
  /// fault.
  void breakNext(String head, Fault... faults) {
    for (Fault fault : faults) {
      plans.add(new Plan(head, fault));
    }
  }

  /// Whether all faults that were asked for have happened.
  boolean allHappened() {
    return plans.isEmpty();
  }

  private void accept() {
    while (true) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      InputStream in = client.getInputStream();
      byte[] head = head(in);
      String text = new String(head, StandardCharsets.ISO_8859_1);
      requests.incrementAndGet();
      Fault fault = fault(text);
      long body = contentLength(text);
      if (fault instanceof Fault.Answer answer) {
        in.skipNBytes(body);
        client.getOutputStream().write(answer(answer));
        return;
      }
      OutputStream out = server.getOutputStream();
      out.write(closing(text).getBytes(StandardCharsets.ISO_8859_1));
      if (fault instanceof Fault.CutRequest cut) {
        copy(in, out, Math.min(body, cut.bytes()), 1 << 16, 0);
        return;
      }
      copy(in, out, body, 1 << 16, 0);
      switch (fault) {
        case Fault.LoseAnswer _ -> {
          var _ = server.getInputStream().read();
        }
        case Fault.CutAnswer cut ->
            copy(server.getInputStream(), client.getOutputStream(), cut.bytes(), 1 << 16, 0);
        case Fault.Slow slow ->
            copy(
                server.getInputStream(),
                client.getOutputStream(),
                Long.MAX_VALUE,
                slow.pieceBytes(),
                slow.pauseMillis());
        case Fault.None _, Fault.Answer _, Fault.CutRequest _ ->
            copy(server.getInputStream(), client.getOutputStream(), Long.MAX_VALUE, 1 << 16, 0);
      }
    } catch (IOException | InterruptedException _) {
      // The client or the server ended the connection.
    }
  }

  /// The fault of a request, which happens once; of none [Fault.None].
  private synchronized Fault fault(String head) {
    Plan found =
        plans.stream()
            .filter(plan -> head.startsWith(plan.head()))
            .findFirst()
            .orElse(new Plan("", new Fault.None()));
    plans.remove(found);
    return found.fault();
  }

  private static byte[] answer(Fault.Answer answer) {
    String body =
        "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>of the test</Message></Error>"
            .formatted(answer.code());
    return "HTTP/1.1 %d X\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(answer.status(), body.length(), body)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int end = 0;
    while (end < 4) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("no request");
      }
      head.write(b);
      end = b == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : b == '\r' ? 1 : 0;
    }
    return head.toByteArray();
  }

  private static long contentLength(String head) {
    return Arrays.stream(head.split("\r\n"))
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .mapToLong(line -> Long.parseLong(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  private static String closing(String head) {
    String others = head.replaceAll("(?mi)^connection:.*\r\n", "");
    return others.substring(0, others.length() - 2) + "Connection: close\r\n\r\n";
  }

  private static void copy(
      InputStream in, OutputStream out, long bytes, int pieceBytes, int pauseMillis)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[pieceBytes];
    long left = bytes;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        return;
      }
      out.write(buffer, 0, read);
      out.flush();
      left -= read;
      Thread.sleep(pauseMillis);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
