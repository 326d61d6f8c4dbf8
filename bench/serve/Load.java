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
import java.util.Collections;
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
import java.util.stream.Stream;

/// Measures `prod2vec serve`: the time from its start to the first answer, then answers in a closed
/// loop of eight clients, then its heap. Prints two tables in Markdown: all that was measured, and
/// what was asked beside it. Baskets are drawn in two ways: from all products evenly, as nobody
/// fills a basket, and as products are bought.
///
/// Arguments: seconds for each kind of question, then the command that serves.
final class Load {
  private static final int CLIENTS = 8;
  private static final int STARTS = 5;
  private static final int BATCH = 1000;
  private static final int AHEAD_SECONDS = 15;
  private static final Pattern ADDRESS = Pattern.compile("at http://.*:(\\d+)$");
  private static final Pattern COUNT = Pattern.compile("\"count\":(\\d+)");
  private static final Pattern TOTAL = Pattern.compile("\"total\":(\\d+)");
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  private Load() {}

  /// A started server.
  private record Started(Process process, int port) {}

  /// A request as bytes.
  private interface Question {
    byte[] next(Random random);
  }

  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
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
    double start = sorted.get(STARTS / 2) / 1e9;

    Started server = start(command);
    // What the server computes ahead would take part of the cores.
    TimeUnit.SECONDS.sleep(AHEAD_SECONDS);
    System.out.println("| question | clients | answers/s | p50, ms | p99, ms |");
    System.out.println("| --- | --- | --- | --- | --- |");
    List<String> ids;
    boolean isRun;
    try (Connection connection = new Connection(server.port)) {
      String map = connection.ask(get("/api/v1/map"), "404");
      isRun = map.contains("[");
      ids = isRun ? mapped(map) : numbers(connection.ask(get("/api/v1/products?limit=1")));
    }
    List<String> rows = isRun ? run(server, ids, seconds) : vectors(server, ids, seconds);
    String heap = heap(server);
    end(server);

    System.out.println();
    System.out.println("| what | asked | measured |");
    System.out.println("| --- | --- | --- |");
    System.out.println(
        asked("start to first answer, s", isRun ? "1.5" : "-", "%.2f".formatted(start)));
    rows.forEach(System.out::println);
    System.out.println(asked("heap after a collection, MiB", isRun ? "400" : "3072", heap));
  }

  private static List<String> mapped(String map) {
    String list = map.substring(map.indexOf('[') + 1, map.indexOf(']'));
    return Arrays.stream(list.split(",")).map(id -> id.replace("\"", "")).toList();
  }

  /// The ids of a model of RandomModel.
  private static List<String> numbers(String found) {
    var total = TOTAL.matcher(found);
    if (!total.find()) {
      throw new IllegalStateException("no total in " + found);
    }
    return IntStream.range(0, Integer.parseInt(total.group(1))).mapToObj(String::valueOf).toList();
  }

  /// Asks a run of a shop.
  private static List<String> run(Started server, List<String> ids, int seconds) throws Exception {
    List<String> names = names(server, ids);
    List<String> bought = new ArrayList<>();
    try (Connection connection = new Connection(server.port)) {
      // The most bought products come first.
      for (String id : ids) {
        var count = COUNT.matcher(connection.ask(get(product(id))));
        if (!count.find() || count.group(1).equals("0")) {
          break;
        }
        bought.addAll(Collections.nCopies(Integer.parseInt(count.group(1)), id));
      }
    }
    Row similar =
        row(server, "similar", CLIENTS, seconds, random -> get(similar(any(ids, random))));
    Row complements =
        row(
            server,
            "complements",
            CLIENTS,
            seconds,
            random -> get(product(any(ids, random)) + "/complements"));
    row(
        server,
        "cannibals",
        CLIENTS,
        seconds,
        random -> get(product(any(ids, random)) + "/cannibals"));
    row(
        server,
        "similar, not the same aisle",
        CLIENTS,
        seconds,
        random -> get(similar(any(ids, random)) + "?not=aisle"));
    Row evenly =
        row(
            server,
            "complete, 10 of all products",
            CLIENTS,
            seconds,
            random -> post(one(ids, random)));
    Row complete =
        row(
            server,
            "complete, 10 as bought",
            CLIENTS,
            seconds,
            random -> post(one(bought, random)));
    Row search =
        row(
            server,
            "search, some letters of a name",
            CLIENTS,
            seconds,
            random -> get(search(names, random)));
    Row batchesEvenly =
        row(
            server,
            "complete, %s baskets of 10 of all products".formatted(BATCH),
            CLIENTS,
            seconds,
            random -> post(batch(ids, random)));
    Row batches =
        row(
            server,
            "complete, %s baskets of 10 as bought".formatted(BATCH),
            CLIENTS,
            seconds,
            random -> post(batch(bought, random)));
    return List.of(
        asked("similar, p50 and p99, ms", "2, 15", similar.times()),
        asked("complements, p50 and p99, ms", "2, 15", complements.times()),
        asked("complete, 10 as bought, p50 and p99, ms", "5, 25", complete.times()),
        asked("complete, 10 of all products, p50 and p99, ms", "5, 25", evenly.times()),
        asked("batches as bought, baskets/s", "5,000", batches.baskets()),
        asked("batches of all products, baskets/s", "5,000", batchesEvenly.baskets()),
        asked("search, p99, ms", "10", "%.1f".formatted(search.p99)));
  }

  /// Asks a model of many products, whose lists of substitutes nobody computes ahead.
  private static List<String> vectors(Started server, List<String> ids, int seconds)
      throws Exception {
    List<String> names = names(server, ids);
    List<String> rows = new ArrayList<>();
    for (int clients : new int[] {1, CLIENTS}) {
      String of = ", %s clients, p50 and p99, ms".formatted(clients);
      Row similar =
          row(server, "similar", clients, seconds, random -> get(similar(any(ids, random))));
      rows.add(asked("similar" + of, "60, -", similar.times()));
      Row complete =
          row(
              server,
              "complete, 10 of all products",
              clients,
              seconds,
              random -> post(one(ids, random)));
      rows.add(asked("complete, 10 of all products" + of, "-", complete.times()));
      Row search =
          row(
              server,
              "search, some letters of a name",
              clients,
              seconds,
              random -> get(search(names, random)));
      rows.add(asked("search" + of, "-", search.times()));
    }
    return rows;
  }

  private static List<String> names(Started server, List<String> ids) throws IOException {
    List<String> names = new ArrayList<>();
    Random random = new Random(1);
    try (Connection connection = new Connection(server.port)) {
      for (int i = 0; i < 200; i++) {
        names.addAll(texts(connection.ask(get(product(any(ids, random)))), "product_name"));
      }
    }
    return names;
  }

  private static String asked(String what, String asked, String measured) {
    return "| %s | %s | %s |".formatted(what, asked, measured);
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

  /// What was measured of a kind of question.
  private record Row(double rate, double p50, double p99) {
    String times() {
      return "%.1f, %.1f".formatted(p50, p99);
    }

    String baskets() {
      return "%.0f".formatted(rate * BATCH);
    }
  }

  private static Row row(
      Started server, String name, int clients, int seconds, Question question) throws Exception {
    loop(server.port, clients, Math.max(1, seconds / 2), question);
    long[] nanos = loop(server.port, clients, seconds, question);
    Row row =
        new Row(
            (double) nanos.length / seconds,
            nanos[nanos.length / 2] / 1e6,
            nanos[nanos.length * 99 / 100] / 1e6);
    System.out.printf(
        "| %s | %s | %.0f | %.1f | %.1f |%n", name, clients, row.rate, row.p50, row.p99);
    return row;
  }

  /// Times of all answers, ascending.
  private static long[] loop(int port, int count, int seconds, Question question)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    List<Callable<List<Long>>> clients = new ArrayList<>();
    for (int client = 0; client < count; client++) {
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
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
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

  private static String one(List<String> ids, Random random) {
    return "{\"basket\":" + basket(ids, random) + "}";
  }

  private static String basket(List<String> ids, Random random) {
    return Stream.generate(() -> any(ids, random))
        .distinct()
        .limit(10)
        .map(id -> "\"" + id + "\"")
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
    return Long.toString(used / 1024);
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
      return ask(request, "200");
    }

    /// The body of the answer.
    ///
    /// @param allowed the status that it may have besides 200
    String ask(byte[] request, String allowed) throws IOException {
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
      if (!headers.matches("(?s)HTTP/1.1 (200|%s).*".formatted(allowed))) {
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
