import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Measures `prod2vec serve`: the time from its start to the first answer, then answers in a closed
/// loop of eight clients, then its heap. Prints a table in Markdown.
///
/// Arguments: seconds for each kind of question, then the command that serves.
final class Load {
  private static final int CLIENTS = 8;
  private static final int STARTS = 5;
  private static final int BATCH = 1000;
  private static final int AHEAD_SECONDS = 15;
  private static final Pattern ADDRESS = Pattern.compile("at http://.*:(\\d+)$");
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  private Load() {}

  /// A started server.
  private record Started(Process process, int port) {}

  /// A request as bytes.
  private interface Question {
    byte[] next(Random random);
  }

  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(arguments[0]);
    List<String> command = List.of(arguments).subList(1, arguments.length);
    List<Long> starts = new ArrayList<>();
    String first = "";
    for (int i = 0; i <= STARTS; i++) {
      long begin = System.nanoTime();
      Started server = start(command);
      try (Connection connection = new Connection(server.port)) {
        // The first start finds out what to ask, and brings the files into memory.
        String answer =
            connection.ask(get(i == 0 ? "/api/v1/products?limit=1" : similar(first)));
        starts.add(System.nanoTime() - begin);
        first = i == 0 ? texts(answer, "product_id").getFirst() : first;
      }
      end(server);
    }
    List<Long> sorted = starts.subList(1, starts.size()).stream().sorted().toList();
    System.out.printf(
        Locale.ROOT, "start to first answer: %.2f s%n%n", sorted.get(STARTS / 2) / 1e9);

    Started server = start(command);
    // What the server computes ahead would take part of the cores.
    TimeUnit.SECONDS.sleep(AHEAD_SECONDS);
    List<String> ids;
    List<String> names = new ArrayList<>();
    try (Connection connection = new Connection(server.port)) {
      String map = connection.ask(get("/api/v1/map"));
      String list = map.substring(map.indexOf('['), map.indexOf(']'));
      ids = Arrays.stream(list.substring(1).split(",")).map(id -> id.replace("\"", "")).toList();
      Random random = new Random(1);
      for (int i = 0; i < 200; i++) {
        String product = connection.ask(get("/api/v1/products/" + encoded(any(ids, random))));
        names.addAll(texts(product, "product_name"));
      }
    }
    System.out.println("| question | answers/s | p50, ms | p99, ms |");
    System.out.println("| --- | --- | --- | --- |");
    row(server, "similar", seconds, random -> get(similar(any(ids, random))));
    row(server, "complements", seconds, random -> get(product(any(ids, random)) + "/complements"));
    row(server, "cannibals", seconds, random -> get(product(any(ids, random)) + "/cannibals"));
    row(
        server,
        "similar, not the same aisle",
        seconds,
        random -> get(similar(any(ids, random)) + "?not=aisle"));
    row(
        server,
        "complete, baskets of 10",
        seconds,
        random -> post("{\"basket\":" + basket(ids, random) + "}"));
    row(server, "search, some letters of a name", seconds, random -> get(search(names, random)));
    double batches =
        row(server, "complete, batches of " + BATCH, seconds, random -> post(batch(ids, random)));
    System.out.printf(Locale.ROOT, "%nbaskets in batches: %.0f/s%n", batches * BATCH);
    System.out.println("heap after a collection: " + heap(server));
    end(server);
  }

  private static Started start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = String.valueOf(out.readLine());
    var found = ADDRESS.matcher(line);
    if (!found.find()) {
      throw new IOException("not started: " + line);
    }
    return new Started(process, Integer.parseInt(found.group(1)));
  }

  private static void end(Started server) throws InterruptedException {
    server.process.destroy();
    server.process.waitFor(10, TimeUnit.SECONDS);
  }

  private static double row(Started server, String name, int seconds, Question question)
      throws Exception {
    loop(server.port, Math.max(1, seconds / 2), question);
    long[] nanos = loop(server.port, seconds, question);
    double rate = (double) nanos.length / seconds;
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f | %.1f | %.1f |%n",
        name,
        rate,
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length * 99 / 100] / 1e6);
    return rate;
  }

  /// Times of all answers, ascending.
  private static long[] loop(int port, int seconds, Question question) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<Callable<List<Long>>> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      Random random = new Random(client);
      clients.add(() -> {
        List<Long> times = new ArrayList<>();
        try (Connection connection = new Connection(port)) {
          while (System.nanoTime() < end) {
            byte[] request = question.next(random);
            long begin = System.nanoTime();
            connection.ask(request);
            times.add(System.nanoTime() - begin);
          }
        }
        return times;
      });
    }
    List<Long> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (Future<List<Long>> times : threads.invokeAll(clients)) {
        all.addAll(times.get());
      }
    }
    return all.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  private static String any(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static String product(String id) {
    return "/api/v1/products/" + encoded(id);
  }

  private static String similar(String id) {
    return product(id) + "/similar";
  }

  private static String search(List<String> names, Random random) {
    String name = any(names, random);
    return "/api/v1/products?q=" + encoded(name.substring(0, 1 + random.nextInt(name.length())));
  }

  private static String basket(List<String> ids, Random random) {
    return IntStream.range(0, 10)
        .mapToObj(_ -> "\"" + any(ids, random) + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String batch(List<String> ids, Random random) {
    return IntStream.range(0, BATCH)
        .mapToObj(i ->
            "{\"basket_id\":\"%s\",\"products\":%s}".formatted(i, basket(ids, random)))
        .collect(Collectors.joining(",", "{\"baskets\":[", "]}"));
  }

  private static byte[] get(String path) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
        .formatted(path)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] post(String body) {
    return "POST /api/v1/complete HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s"
        .formatted(body.getBytes(StandardCharsets.UTF_8).length, body)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static List<String> texts(String json, String key) {
    return Pattern.compile("\"%s\":\"([^\"]*)\"".formatted(key))
        .matcher(json)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String heap(Started server) throws Exception {
    String jcmd = System.getProperty("java.home") + "/bin/jcmd";
    String pid = Long.toString(server.process.pid());
    new ProcessBuilder(jcmd, pid, "GC.run").start().waitFor();
    Process info = new ProcessBuilder(jcmd, pid, "GC.heap_info").start();
    String text = new String(info.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    long used =
        Pattern.compile("used (\\d+)K")
            .matcher(text.replaceAll("(?s)Metaspace.*", ""))
            .results()
            .mapToLong(found -> Long.parseLong(found.group(1)))
            .sum();
    return used / 1024 + " MiB";
  }

  /// A connection that is kept open.
  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /// The body of the answer.
    String ask(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      int last = 0;
      while (last != 0x0d0a0d0a) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("the server closed the connection");
        }
        head.write(next);
        last = last << 8 | next;
      }
      String headers = head.toString(StandardCharsets.US_ASCII);
      if (!headers.startsWith("HTTP/1.1 200")) {
        throw new IOException(headers);
      }
      var length = LENGTH.matcher(headers);
      if (!length.find()) {
        throw new IOException("no length: " + headers);
      }
      return new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
